import { dropParked } from '../operations/drop-parked.ts'
import { findParked, type ParkedFilter, type ParkedRow, parkingPlaces } from '../operations/find-parked.ts'
import type { OperationsPorts } from '../operations/ports.ts'
import { type RetryOutcome, retryParked } from '../operations/retry-parked.ts'
import { Fault, WrongUse } from './errors.ts'
import { print, printLines, printPretty } from './print.ts'
import { readTime } from './read-time.ts'
import { table } from './table.ts'
import { type SiteOptions, withSite } from './with-site.ts'

export interface ParkedOptions extends SiteOptions {
  readonly destination?: string
  readonly platform?: string
  readonly conversation?: string
  readonly kind?: string
  readonly code?: string
  readonly from?: string
  readonly to?: string
  readonly all?: boolean
  readonly dryRun?: boolean
}

/** So many are shown of what a dry run would do. */
const shown = 20

/** Prints what is parked. */
export function listParked(options: ParkedOptions): Promise<void> {
  return withSite(options, async (ports) => {
    const rows = await find([], options, ports)
    if (options.json) return printLines(rows)
    print(rows.length === 0 ? 'nothing is parked' : tableOf(rows))
  })
}

/** Prints a parked event whole, customer's words included. */
export function showParked(id: string, options: ParkedOptions): Promise<void> {
  return withSite(options, async (ports) => {
    const rows = await find([id], options, ports)
    if (rows.length === 0)
      throw new Fault(`nothing is parked under "${id}": \`netzdialog parked list\` shows what is`)
    for (const row of rows) printPretty({ ...row, body: await readBody(row, ports) })
  })
}

/** Sends parked events again. */
export function retry(ids: string[], options: ParkedOptions): Promise<void> {
  requireChoice(ids, options)
  return withSite(options, async (ports) => {
    const rows = await find(ids, options, ports)
    if (options.dryRun) return showPlan('send again', rows, options)
    const retried = await retryParked(rows, ports)
    finish('sent again', retried, options, (outcome) => (outcome === 'sent' ? undefined : unsent[outcome]))
  })
}

/** Gives parked events up for good. */
export function drop(ids: string[], options: ParkedOptions): Promise<void> {
  requireChoice(ids, options)
  return withSite(options, async (ports) => {
    const rows = await find(ids, options, ports)
    if (options.dryRun) return showPlan('drop', rows, options)
    finish('dropped', await dropParked(rows, ports), options, (outcome) =>
      outcome === 'dropped' ? undefined : 'it has changed since: look again',
    )
  })
}

const unsent: Record<Exclude<RetryOutcome, 'sent'>, string> = {
  not_taken: 'the queue did not take it, or one before it: try again',
  refused: 'the queue will never take it: show it, then drop it',
  body_missing: 'its body has expired: drop it',
  no_queue: 'there is no such destination any more: drop it',
}

async function find(ids: string[], options: ParkedOptions, ports: OperationsPorts): Promise<ParkedRow[]> {
  const { destination, platform, conversation, kind, code } = options
  const places = parkingPlaces(ports)
  if (destination !== undefined && !places.includes(destination))
    throw new WrongUse(`no destination "${destination}": take one of ${places.join(', ')}`)
  const [from, to] = [
    readTime('--from', options.from, ports.now()),
    readTime('--to', options.to, ports.now()),
  ]
  const filter: ParkedFilter = {
    ...(ids.length > 0 && { ids }),
    ...(destination !== undefined && { destination }),
    ...(platform !== undefined && { platform }),
    ...(conversation !== undefined && { conversation }),
    ...(kind !== undefined && { kind }),
    ...(code !== undefined && { code }),
    ...(from && { from }),
    ...(to && { to }),
  }
  const rows = await findParked(filter, ports)
  const missing = ids.filter((id) => !rows.some(({ eventId }) => eventId === id))
  if (missing.length > 0) throw new Fault(`nothing is parked under ${missing.join(', ')}: nothing was done`)
  return rows
}

/** Without a word of choice everything would go, which is not to happen by a slip. */
function requireChoice(ids: string[], options: ParkedOptions): void {
  const { destination, platform, conversation, kind, code, from, to, all } = options
  const filters = [destination, platform, conversation, kind, code, from, to]
  if (ids.length === 0 && !all && filters.every((filter) => filter === undefined))
    throw new WrongUse('name ids, a filter such as --destination, or --all')
}

function showPlan(what: string, rows: ParkedRow[], { json }: ParkedOptions): void {
  if (json) {
    printLines(rows)
    return
  }
  const more = rows.length > shown ? `; the first ${shown}` : ''
  print(`would ${what} ${rows.length}${more}${rows.length > 0 ? ':' : ''}`)
  if (rows.length > 0) print(tableOf(rows.slice(0, shown)))
}

function finish<Outcome extends string>(
  done: string,
  results: readonly { row: ParkedRow; outcome: Outcome }[],
  { json }: ParkedOptions,
  problem: (outcome: Outcome) => string | undefined,
): void {
  const failed = results.filter(({ outcome }) => problem(outcome) !== undefined)
  if (failed.length > 0) process.exitCode = 1
  if (json) {
    printLines(
      results.map(({ row: { eventId, destination }, outcome }) => ({ eventId, destination, outcome })),
    )
    return
  }
  print(`${results.length - failed.length} of ${results.length} ${done}`)
  for (const { row, outcome } of failed) print(`${row.eventId} (${row.destination}): ${problem(outcome)}`)
}

function tableOf(rows: readonly ParkedRow[]): string {
  return table(
    ['LAST TRIED', 'EVENT', 'FOR', 'KIND', 'CODE', 'REASON', 'TRIES', 'CONVERSATION'],
    rows.map((row) => [
      row.lastAt,
      row.eventId,
      row.destination,
      row.kind ?? '-',
      row.code,
      row.reason,
      row.attempts,
      row.conversationId ?? '-',
    ]),
  )
}

async function readBody(row: ParkedRow, { store }: OperationsPorts): Promise<unknown> {
  const bytes = await store.get(row.body)
  if (!bytes) return null
  const text = Buffer.from(bytes).toString('utf8')
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
