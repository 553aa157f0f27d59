import { setTimeout as sleep } from 'node:timers/promises'
import { errorCode } from '../../functions/core/errors.ts'
import { mapLimited } from '../../functions/core/map-limited.ts'
import type { Feed } from './feed.ts'
import { isOver } from './feed-entry.ts'
import type { Operations, Overview } from './operations.ts'

/** What was last read of queues, breakers and what got stuck. */
export interface OverviewWatch {
  readonly last: Overview | undefined
  readonly unreadable: string | undefined
  /** Reads it now. */
  refresh(): Promise<void>
  /** Reads it every second for as long as somebody looks. @returns ends it */
  look(): () => void
}

export interface WatchOptions {
  readonly operations: Operations
  readonly feed: Feed
  /** @default 1000 */
  readonly pauseMs?: number
}

const maxAsked = 100

export function watchOverview({ operations, feed, pauseMs = 1000 }: WatchOptions): OverviewWatch {
  let last: Overview | undefined
  let unreadable: string | undefined
  let viewers = 0
  let reading: Promise<void> | undefined
  let isPolling = false

  async function read(): Promise<void> {
    try {
      last = await operations.overview()
      unreadable = undefined
      for (const { destination, eventId, attempts, reason, lastAt } of last.parked.items) {
        const known = feed.entry(eventId)?.deliveries.get(destination)
        // What route parks, or what kills a function, leaves no row of a delivery.
        if (!known || !isOver(known))
          feed.deliver(eventId, {
            destination,
            status: 'parked',
            attempts,
            reason,
            endedAt: new Date(lastAt),
          })
      }
      await noteDropped(last)
    } catch (error) {
      unreadable = errorCode(error)
    }
  }

  /** What a command has dropped comes through no queue. */
  async function noteDropped({ parked: { items, total } }: Overview): Promise<void> {
    const stuck = feed.stuck()
    const isAll = items.length === total
    if (!isAll && stuck.length <= total) return
    const listed = new Set(items.map(({ destination, eventId }) => `${destination}#${eventId}`))
    const unlisted = stuck.filter(
      ({ eventId, delivery }) => !listed.has(`${delivery.destination}#${eventId}`),
    )
    await mapLimited(unlisted, maxAsked, async ({ eventId, delivery }) => {
      if ((await operations.standing(delivery.destination, eventId)) === 'given_up')
        feed.deliver(eventId, { ...delivery, status: 'dropped' })
    })
  }

  function refresh(): Promise<void> {
    reading ??= read().finally(() => {
      reading = undefined
    })
    return reading
  }

  async function poll(): Promise<void> {
    if (isPolling) return
    isPolling = true
    while (viewers > 0) {
      await refresh()
      await sleep(pauseMs, undefined, { ref: false })
    }
    isPolling = false
  }

  return {
    get last() {
      return last
    },
    get unreadable() {
      return unreadable
    },
    refresh,
    look() {
      viewers += 1
      void poll()
      let left = false
      return () => {
        if (left) return
        left = true
        viewers -= 1
      }
    },
  }
}
