import { setTimeout as sleep } from 'node:timers/promises'
import { errorCode } from '../../functions/core/errors.ts'
import type { Row } from '../../functions/core/ledger.ts'
import type { ContactEvent, Work } from '../../schemas/contact-event.ts'
import type { Feed } from './feed.ts'
import type { SeenDelivery } from './feed-entry.ts'
import { seeEvent } from './seen-event.ts'

/** What route has decided, as it wrote it down. */
export interface Decision {
  readonly event: ContactEvent & { readonly work?: Work | undefined }
  readonly destinations: readonly string[]
}

export interface RowReader {
  /** By event id; those that have none are missing. */
  deliveries(destination: string, eventIds: readonly string[]): Promise<Map<string, Row<'delivery'>>>
  /** By event id; none for what goes nowhere. */
  decisions(
    events: readonly { readonly id: string; readonly receivedAt: string }[],
  ): Promise<Map<string, Decision>>
}

/** Reads in the background what the functions wrote of the events that they were handed. */
export interface RowFollower {
  followRouted(eventId: string): void
  /** @param generation of the message; an older one's outcome is not this one's */
  followDelivery(destination: string, eventId: string, generation: number): void
  stop(): void
}

export interface FollowOptions {
  readonly feed: Feed
  readonly reader: RowReader
  readonly onError: (code: string) => void
  /** @default 100 */
  readonly pauseMs?: number
}

/** DynamoDB takes so many keys at once. */
const maxKeys = 100

export function followRows({ feed, reader, onError, pauseMs = 100 }: FollowOptions): RowFollower {
  const routed = new Set<string>()
  /** By destination: event id to generation. */
  const delivered = new Map<string, Map<string, number>>()
  const stopping = new AbortController()

  async function readRouted(): Promise<void> {
    const ids = take([...routed])
    const events = ids.flatMap((id) => feed.entry(id)?.event ?? [])
    const decisions = events.length > 0 ? await reader.decisions(events) : new Map<string, Decision>()
    for (const { event, destinations } of decisions.values()) feed.route(seeEvent(event), destinations)
    for (const id of ids) {
      routed.delete(id)
      feed.finishRoute(id)
    }
  }

  async function readDeliveries(destination: string, waiting: Map<string, number>): Promise<void> {
    const asked = take([...waiting])
    if (asked.length === 0) return
    for (const [id] of asked) waiting.delete(id)
    try {
      const rows = await reader.deliveries(
        destination,
        asked.map(([id]) => id),
      )
      for (const [id, generation] of asked)
        feed.deliver(id, toDelivery(destination, rows.get(id), generation))
    } catch (error) {
      for (const [id, generation] of asked) if (!waiting.has(id)) waiting.set(id, generation)
      throw error
    }
  }

  async function follow(): Promise<void> {
    while (!stopping.signal.aborted) {
      let failed = false
      try {
        await readRouted()
        for (const [destination, waiting] of delivered) await readDeliveries(destination, waiting)
      } catch (error) {
        failed = true
        if (!stopping.signal.aborted) onError(errorCode(error))
      }
      const more = routed.size > 0 || [...delivered.values()].some(({ size }) => size > 0)
      const pause = failed ? pauseMs * 10 : more ? 0 : pauseMs
      await sleep(pause, undefined, { signal: stopping.signal, ref: false }).catch(() => {})
    }
  }

  void follow()
  return {
    followRouted: (eventId) => void routed.add(eventId),
    followDelivery(destination, eventId, generation) {
      const waiting = delivered.get(destination) ?? new Map()
      delivered.set(destination, waiting.set(eventId, generation))
    },
    stop: () => stopping.abort(),
  }
}

function take<Value>(waiting: Value[]): Value[] {
  return waiting.slice(0, maxKeys)
}

const webUrl = /^https?:\/\//

/** No row: the destination is stopped and the attempt was not made, or it does not count. */
function toDelivery(
  destination: string,
  row: Row<'delivery'> | undefined,
  generation: number,
): Omit<SeenDelivery, 'since'> {
  if (!row || row.generation < generation) return { destination, status: 'queued', attempts: 0 }
  const { status, attempts, allAttempts = attempts, reason, lastAttemptAt, remote, degraded } = row
  const isOver = status !== 'waiting' && lastAttemptAt !== undefined
  return {
    destination,
    status: status === 'waiting' && attempts === 0 ? 'queued' : status,
    attempts: allAttempts,
    ...(reason !== undefined && status !== 'delivered' && { reason }),
    ...(status === 'delivered' && webUrl.test(remote?.url ?? '') && { url: remote?.url ?? '' }),
    ...(status === 'delivered' && degraded && { degraded }),
    ...(isOver && { endedAt: new Date(lastAttemptAt) }),
  }
}
