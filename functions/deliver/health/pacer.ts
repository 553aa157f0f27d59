import type { Ledger, Row } from '../../core/ledger.ts'
import type { Clock, Randomness } from '../../core/ports.ts'
import { observeRate } from './observe-rate.ts'

export interface PacerPorts {
  readonly config: { readonly name: string }
  readonly ledger: Ledger
  readonly now: Clock
  readonly random: Randomness
}

export interface SlotRequest {
  readonly perSecond: number
  /** Unix time in milliseconds: the destination wants nothing earlier. */
  readonly notBefore: number
  /** The message was sent back before: it may reserve further ahead than one that has just come. */
  readonly waited: boolean
}

/** Unix time in milliseconds: when to send, or when to come back because that is too long to wait here. */
export type Slot = { sendAt: number } | { returnAt: number }

export interface Pacer {
  takeSlot(request: SlotRequest): Promise<Slot>
  /** Notes that a request goes out now. */
  sending(): void
  /** Requests a second that this function has sent lately. */
  observedPerSecond(): number
}

/** Waiting in a function costs its time, and waiting in the queue one of a message's thousand receipts. */
const longestSleepMs = { fresh: 1_000, waited: 3_000 }
/** What a function may wait for one slot: less than that before its end, it starts nothing. */
export const longestPaceMs = longestSleepMs.waited
/** A slot that nobody used in time is gone, so that unused ones of many functions never add up to a burst. */
const lapseMs = 1_000
/** So much time's slots are reserved in advance, so that a fast destination does not cost a write a message. */
const spareSeconds = 0.25
const longestReturnMs = 900_000
/** Other functions may be quicker again and again, or the table slow: the message then comes back soon. */
const mostTries = 10
const longestReservingMs = 2_000

interface Asked extends SlotRequest {
  readonly answer: (slot: Slot) => void
  readonly fail: (error: unknown) => void
}

/**
 * Shares a destination's requests per second among all functions that deliver to it: each reserves the next slots
 * in the ledger for the messages that ask at the same moment. In any span of time no more requests go out than
 * the rate allows for that span and one second. One per function.
 */
export function createPacer({ config, ledger, now, random }: PacerPorts): Pacer {
  const observed = observeRate(now)
  let known: Row<'pace'> | undefined
  let reserved: number[] = []
  let asked: Asked[] = []
  let reserving = false

  async function reserveForAll(): Promise<void> {
    reserving = true
    while (asked.length > 0) {
      // Who was sent back before comes first.
      const requests = asked.sort((one, other) => Number(other.waited) - Number(one.waited))
      asked = []
      try {
        const slots = await reserve(requests)
        for (const [index, { answer }] of requests.entries())
          answer(slots[index] ?? { returnAt: now().getTime() + 1_000 + random() * 2_000 })
      } catch (error) {
        for (const { fail } of requests) fail(error)
      }
    }
    reserving = false
  }

  async function reserve(requests: readonly SlotRequest[]): Promise<Slot[]> {
    const began = now().getTime()
    for (let tries = 0, at = began; tries < mostTries && at - began <= longestReservingMs; tries++) {
      const plan = planSlots(known, requests, at, random)
      const written = await ledger.replace('pace', config.name, plan.row, known)
      if (written) {
        known = written
        reserved = [...reserved, ...plan.spare]
        // Where writing took longer these slots are gone.
        if (now().getTime() - at <= lapseMs) return plan.slots
      } else known = await ledger.read('pace', config.name)
      at = now().getTime()
    }
    return []
  }

  return {
    takeSlot(request) {
      const at = now().getTime()
      reserved = reserved.filter((slot) => slot >= at - lapseMs && slot >= request.notBefore)
      const next = reserved[0]
      if (next !== undefined && next - at <= sleepMs(request)) {
        reserved = reserved.slice(1)
        return Promise.resolve({ sendAt: next })
      }
      return new Promise((answer, fail) => {
        asked.push({ ...request, answer, fail })
        if (!reserving) void reserveForAll()
      })
    },
    ...observed,
  }
}

function sleepMs({ waited }: SlotRequest): number {
  return waited ? longestSleepMs.waited : longestSleepMs.fresh
}

/** The next slots to those for whom they come soon enough; the others return one after the other, at the same rate. */
function planSlots(
  row: Row<'pace'> | undefined,
  requests: readonly SlotRequest[],
  now: number,
  random: Randomness,
): { slots: Slot[]; spare: number[]; row: Row<'pace'> } {
  const perSecond = Math.min(...requests.map((request) => request.perSecond))
  const stepMs = 1000 / perSecond
  let nextAt = Math.max(now, row?.nextAt ?? 0, ...requests.map(({ notBefore }) => notBefore))
  let returnAt = row?.returnAt ?? 0
  const slots = requests.map((request): Slot => {
    if (nextAt - now <= sleepMs(request)) {
      const sendAt = nextAt
      nextAt += stepMs
      return { sendAt }
    }
    const turn = Math.max(returnAt, nextAt)
    if (turn - now > longestReturnMs) return { returnAt: now + longestReturnMs * (1 - random() / 2) }
    returnAt = turn + stepMs
    return { returnAt: turn }
  })
  const spare: number[] = []
  while (spare.length + 1 <= perSecond * spareSeconds && nextAt - now <= longestSleepMs.fresh) {
    spare.push(nextAt)
    nextAt += stepMs
  }
  return { slots, spare, row: { nextAt, returnAt } }
}
