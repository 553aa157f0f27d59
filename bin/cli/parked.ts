import { compact } from '../../functions/core/compact.ts'
import { mapLimited } from '../../functions/core/map-limited.ts'
import { byText } from '../operations/by-text.ts'
import { parkedEvent } from '../operations/contacts/contact-facts.ts'
import { tellEvent } from '../operations/contacts/contact-summary.ts'
import { dropParked } from '../operations/drop-parked.ts'
import type { ParkedRow } from '../operations/find-parked.ts'
import type { OperationsPorts } from '../operations/ports.ts'
import { retryParked } from '../operations/retry-parked.ts'
import type { SendOutcome } from '../operations/send-again.ts'
import { chooseParked, type ParkedOptions, requireChoice } from './choose-parked.ts'
import { confirm, requireConsent } from './confirm.ts'
import { Fault } from './errors.ts'
import { print, printLines, printPretty } from './print.ts'
import { type ParkedWords, printResults, showPlan, tableOf, whatComesNext } from './print-parked.ts'
import { openProgress } from './progress.ts'
import { withSite } from './with-site.ts'

const maxReads = 16

/** Prints what is parked, newest first. */
export function listParked(options: ParkedOptions): Promise<void> {
  return withSite(options, async (ports) => {
    const rows = (await chooseParked([], options, ports)).toSorted(byText(({ lastAt }) => lastAt)).reverse()
    const words = options.words ? await wordsOf(rows, ports) : undefined
    if (options.json) return printLines(rows.map((row) => ({ ...row, ...words?.get(row) })))
    if (rows.length === 0) return print('nothing is parked')
    print(tableOf(rows, words))
    print(whatComesNext(rows, ports.deployment.retention.parked))
  })
}

/** What is parked says so, too, where the archive has forgotten it. */
async function wordsOf(
  rows: readonly ParkedRow[],
  ports: OperationsPorts,
): Promise<Map<ParkedRow, ParkedWords>> {
  const words = await mapLimited(rows, maxReads, async (row) => {
    const [event, response] = await Promise.all([parkedEvent(row, ports), ports.retained.remark(row.body)])
    return [row, compact({ told: event && tellEvent(event), response })] as const
  })
  return new Map(words)
}

/** Prints a parked event whole, customer's words included. */
export function showParked(id: string, options: ParkedOptions): Promise<void> {
  return withSite(options, async (ports) => {
    const rows = await chooseParked([id], options, ports)
    if (rows.length === 0)
      throw new Fault(`nothing is parked under "${id}": \`netzdialog parked list\` shows what is`)
    for (const row of rows) {
      const [body, response] = await Promise.all([readBody(row, ports), ports.retained.remark(row.body)])
      printPretty(compact({ ...row, response, body }))
    }
  })
}

/** Sends parked events again. */
export function retry(ids: string[], options: ParkedOptions): Promise<void> {
  requireChoice(ids, options)
  return withSite(options, async (ports) => {
    const rows = await chooseParked(ids, options, ports)
    if (options.dryRun) return showPlan('would_send', rows, options)
    const progress = openProgress()
    const retried = await retryParked(rows, ports, (count) =>
      progress.tell(`sent again ${count} of ${rows.length}`),
    ).finally(progress.end)
    printResults('sent again', retried, options, (outcome) =>
      outcome === 'sent' || outcome === 'would_send' ? undefined : unsent[outcome],
    )
  })
}

/** Gives parked events up for good. */
export function drop(ids: string[], options: ParkedOptions): Promise<void> {
  requireChoice(ids, options)
  if (!options.dryRun) requireConsent(options)
  return withSite(options, async (ports) => {
    const rows = await chooseParked(ids, options, ports)
    if (options.dryRun) return showPlan('would_drop', rows, options)
    if (rows.length > 0) await confirm(`Give up ${rows.length} for good?`, options)
    printResults('dropped', await dropParked(rows, ports), options, (outcome) =>
      outcome === 'dropped' ? undefined : 'it has changed since: look again',
    )
  })
}

const unsent: Record<Exclude<SendOutcome, 'sent' | 'would_send'>, string> = {
  not_taken: 'the queue did not take it, or one before it: try again',
  refused: 'the queue will never take it: show it, then drop it',
  body_missing: 'its body has expired: drop it',
  no_queue: 'there is no such destination any more: drop it',
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
