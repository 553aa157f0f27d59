import { byText } from '../operations/by-text.ts'
import { keptUntil } from '../operations/contacts/contact-state.ts'
import type { Told } from '../operations/contacts/contact-summary.ts'
import type { ParkedRow } from '../operations/find-parked.ts'
import { localTime } from './local-time.ts'
import { print, printLines } from './print.ts'
import { table } from './table.ts'

interface Answer {
  readonly json?: boolean
}

/** So many are shown of what a dry run would do. */
const shown = 20

const plans = { would_send: 'would send again', would_drop: 'would drop' }

/** What a dry run would do. */
export function showPlan(outcome: keyof typeof plans, rows: readonly ParkedRow[], { json }: Answer): void {
  if (json) {
    printLines(rows.map((row) => resultOf({ row, outcome })))
    return
  }
  const more = rows.length > shown ? `; the first ${shown}` : ''
  print(`${plans[outcome]} ${rows.length}${more}${rows.length > 0 ? ':' : ''}`)
  if (rows.length > 0) print(tableOf(rows.slice(0, shown)))
}

/** What came of each; the process ends with 1 where something has a problem. */
export function printResults<Outcome extends string>(
  done: string,
  results: readonly { row: ParkedRow; outcome: Outcome }[],
  { json }: Answer,
  problem: (outcome: Outcome) => string | undefined,
): void {
  const failed = results.filter(({ outcome }) => problem(outcome) !== undefined)
  if (failed.length > 0) process.exitCode = 1
  if (json) {
    printLines(results.map(resultOf))
    return
  }
  print(`${results.length - failed.length} of ${results.length} ${done}`)
  for (const { row, outcome } of failed) print(`${row.eventId} (${row.destination}): ${problem(outcome)}`)
}

/** For machines, on a dry run too. */
function resultOf({ row, outcome }: { readonly row: ParkedRow; readonly outcome: string }) {
  return { eventId: row.eventId, destination: row.destination, outcome }
}

/** What becomes of what is listed, and until when somebody can still do something. */
export function whatComesNext(rows: readonly ParkedRow[], parkedDays: number): string {
  const ends = rows.map((row) => keptUntil(row, { parkedDays })).toSorted(byText((end) => end))
  const [first = ''] = ends
  return `
Nothing of it is sent again by itself: mend what the reason names, then \`netzdialog parked retry\`.
Each is deleted ${parkedDays} days after it was last tried, the first ${localTime(first)}.`
}

/** What somebody said of what is parked: who wrote, and who did not take it. */
export interface ParkedWords {
  readonly told?: Told
  /** An excerpt of what the destination said. */
  readonly response?: string
}

/** @param words where they are asked for */
export function tableOf(rows: readonly ParkedRow[], words?: ReadonlyMap<ParkedRow, ParkedWords>): string {
  const headings = words ? ['RESPONSE', 'WHO', 'WORDS'] : []
  return table(
    ['LAST TRIED', 'EVENT', 'FOR', 'KIND', 'CODE', 'REASON', 'TRIES', ...headings, 'CONVERSATION'],
    rows.map((row) => [
      localTime(row.lastAt),
      row.eventId,
      row.destination,
      row.kind ?? '-',
      row.code,
      row.reason,
      row.attempts,
      ...(words ? wordCells(words.get(row)) : []),
      row.conversationId ?? '-',
    ]),
    ['CONVERSATION'],
  )
}

function wordCells({ told, response }: ParkedWords = {}): string[] {
  return [response ?? '-', told?.who ?? '-', told?.words ?? told?.withheld ?? '-']
}
