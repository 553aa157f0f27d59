import { compact } from '../../functions/core/compact.ts'
import { type ReplayReport, replayEvents } from '../operations/replay-events.ts'
import type { SendOutcome } from '../operations/send-again.ts'
import { Fault, WrongUse } from './errors.ts'
import { localTime } from './local-time.ts'
import { print } from './print.ts'
import { openProgress } from './progress.ts'
import { readWindow } from './read-window.ts'
import { requireDestination, requireEventPlatform, requireKind, requireWhole } from './require-known.ts'
import { table } from './table.ts'
import { type SiteOptions, withSite } from './with-site.ts'

export interface ReplayOptions extends SiteOptions {
  readonly from: string
  readonly to: string
  readonly platform?: readonly string[]
  readonly destination?: readonly string[]
  readonly conversation?: readonly string[]
  readonly kind?: readonly string[]
  readonly dryRun?: boolean
}

/** Has events of the past sent to their destinations again. */
export function replay(options: ReplayOptions): Promise<void> {
  return withSite(options, async (ports) => {
    if (ports.deployment.retention.archive === 0)
      throw new Fault('nothing is kept for a replay: retention.archive in the deployment is 0')
    const { platform, destination, conversation, kind, dryRun = false } = options
    requireEventPlatform(platform, ports)
    requireKind(kind)
    const keeping = { days: ports.deployment.retention.archive, field: 'retention.archive' }
    const { from, to } = readWindow(options, keeping, ports.now())
    if (!from || !to) throw new WrongUse('--from and --to say from when until when')
    const destinations = [...ports.queues.keys()].filter((name) => name !== 'contacts')
    requireDestination(destination, destinations)
    requireWhole('--conversation', conversation)
    const progress = openProgress()
    const report = await replayEvents(
      compact({ from, to, platform, destination, conversation, kind }),
      ports,
      { dryRun, tell: (hour, count) => progress.tell(`${hour.toISOString().slice(0, 13)}h: ${count} found`) },
    ).finally(progress.end)
    const well = [...report.outcomes.keys()].every((outcome) => fine.has(outcome))
    if (!well) process.exitCode = 1
    if (options.json) printJson(report)
    else printReport(report, dryRun)
  })
}

const fine = new Set<SendOutcome>(['sent', 'would_send'])

const words: Record<SendOutcome, string> = {
  would_send: 'would be sent again',
  sent: 'sent again',
  not_taken: 'not taken by the queue',
  refused: 'refused by the queue for good',
  body_missing: 'not sent: the body has expired',
  no_queue: 'not sent: there is no such destination any more',
}

function printReport({ outcomes, destinations, first, stoppedAt }: ReplayReport, dryRun: boolean): void {
  if (outcomes.size === 0) print('nothing of that time and kind is kept')
  for (const [outcome, count] of outcomes) print(`${count} ${words[outcome]}`)
  for (const [destination, count] of destinations) print(`  ${destination}: ${count}`)
  if (stoppedAt)
    print(`stopped, so that nothing overtakes: go on with --from ${stoppedAt.toISOString().slice(0, 16)}Z`)
  if (!dryRun || first.length === 0) return
  print(`the first ${first.length}:`)
  print(
    table(
      ['RECEIVED', 'EVENT', 'FOR', 'KIND', 'CONVERSATION'],
      first.map(({ row, destination }) => [
        localTime(row.receivedAt),
        row.eventId,
        destination,
        row.kind,
        row.conversationId,
      ]),
    ),
  )
}

/** Without bodies, which are customers' words. */
function printJson({ outcomes, destinations, first, stoppedAt }: ReplayReport): void {
  const items = first.map(({ row: { body: _, ...row }, destination }) => ({ ...row, destination }))
  print(
    JSON.stringify(
      compact({
        outcomes: Object.fromEntries(outcomes),
        destinations: Object.fromEntries(destinations),
        first: items,
        stoppedAt,
      }),
    ),
  )
}
