import { errorCode } from '../../functions/core/errors.ts'
import type { Deployment } from '../../schemas/deployment.ts'
import { enabledEventPlatforms } from '../../schemas/event-platforms.ts'
import { expectedStretches, type SilenceAfter, slotMinutes } from '../../schemas/silence.ts'
import type { ArchivePorts } from './contacts/archived-backwards.ts'
import { candidatesBackwards } from './contacts/candidates.ts'
import type { OperationsPorts, QueueLevel } from './ports.ts'

/** A platform from which nothing came for all of the hours in which it always talks. */
export interface Silence extends SilenceAfter {
  /** As the deployment calls it. */
  readonly platform: string
  /** What its events are of: mail comes by gateways, and a platform may bring the events of others. */
  readonly events: readonly string[]
}

export type SilencePorts = Pick<OperationsPorts, 'deployment' | 'ledger' | 'now' | 'since'> & ArchivePorts

/** Tells who is silent. @param queues as they stand now */
export type FindSilences = (queues: readonly QueueLevel[]) => Promise<readonly Silence[]>

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const slotMs = slotMinutes * minuteMs
const slotsAWeek = (7 * 24 * 60) / slotMinutes
/** What was accepted waits no longer for a deletion or a post above it, unless route stands still or lags. */
const maxLagMs = 15 * minuteMs
/** Clocks differ. */
const aheadMs = 5 * minuteMs

/**
 * Finds by what was archived, or parked by route, who is silent; as the alarm does, but for gateways that take the same
 * mailboxes: an event does not tell by which of them it came, so that one is silent where all are. It reads nothing
 * before a platform could be silent again.
 *
 * @param options `maxAgeMs`: what it found may be so old where it is asked again and again
 */
export function silenceFinder(
  ports: SilencePorts,
  { maxAgeMs = 0 }: { readonly maxAgeMs?: number } = {},
): FindSilences {
  /** By platform of events: when the newest that is known was received. Unix time in milliseconds. */
  const heard = new Map<string, number>()
  const watched = watchedOf(ports.deployment)
  let last: { readonly at: number; readonly silences: readonly Silence[] } | undefined

  const isHeard = ({ events, hours }: Silence, now: number) =>
    events.some((platform) => (heard.get(platform) ?? 0) > now - hours * hourMs)

  /** @returns when the newest of all was received */
  async function listen(asked: readonly Silence[], now: number): Promise<number> {
    const from = now - Math.max(...asked.map(({ hours }) => hours)) * hourMs
    const open = new Set(asked.flatMap(({ events }) => events))
    let newest = 0
    const window = { from: new Date(from), to: new Date(now + aheadMs) }
    for await (const { platform, receivedAt } of candidatesBackwards(window, ports)) {
      const at = Date.parse(receivedAt)
      newest = Math.max(newest, at)
      // Newest first, so that the first of a platform says all.
      if (platform !== undefined && open.delete(platform)) heard.set(platform, at)
      if (asked.every((each) => isHeard(each, now))) break
    }
    return newest
  }

  async function find(now: number, queues: readonly QueueLevel[]): Promise<readonly Silence[]> {
    const asked = watched.filter((each) => mayBeSilent(each, now, ports.since) && !isHeard(each, now))
    if (asked.length === 0) return []
    const newest = await listen(asked, now).catch((error: unknown) => {
      // Whoever may see no words may be kept from the archive: the alarm tells them.
      if (errorCode(error) === 'AccessDeniedException') return undefined
      throw error
    })
    if (newest === undefined) return []
    // What came may wait before route, whose backlog says of nobody that he is silent.
    const contacts = queues.find(({ name }) => name === 'contacts')
    const isBehind = contacts !== undefined && contacts.waiting + contacts.inFlight > 0
    if (isBehind && newest < now - maxLagMs) return []
    return asked.filter((each) => !isHeard(each, now))
  }

  return async (queues) => {
    const at = ports.now().getTime()
    if (last && at - last.at < maxAgeMs) return last.silences
    const silences = await find(at, queues)
    last = { at, silences }
    return silences
  }
}

/** Where nothing is archived nobody can tell. */
function watchedOf({ platforms, retention }: Deployment): Silence[] {
  if (retention.archive === 0) return []
  return Object.entries(platforms).flatMap(([platform, config]) => {
    const { silenceAfter } = config
    if (!silenceAfter) return []
    return [
      { platform, events: enabledEventPlatforms({ platforms: { [platform]: config } }), ...silenceAfter },
    ]
  })
}

/** Whether all of the last hours are expected ones, and somebody listened in them. */
function mayBeSilent(silence: Silence, now: number, since: Date | undefined): boolean {
  const from = now - silence.hours * hourMs
  if (since && since.getTime() > from) return false
  const stretches = expectedStretches(silence, new Date(now).getUTCFullYear())
  const isExpected = (slot: number) =>
    stretches.some(({ from: begin, to }) => slot * slotMinutes >= begin && slot * slotMinutes < to)
  for (let at = Math.floor(from / slotMs); at * slotMs < now; at += 1)
    if (!isExpected(slotOfWeek(at))) return false
  return true
}

/** @param slot of five minutes, since 1970. @returns since Monday 00:00 UTC */
function slotOfWeek(slot: number): number {
  // 1970 began on a Thursday.
  const sinceMonday = slot + (3 * 24 * 60) / slotMinutes
  return sinceMonday % slotsAWeek
}
