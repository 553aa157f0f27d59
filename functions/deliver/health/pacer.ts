import type { Ledger, Row } from '../../core/ledger.ts'
import type { Clock, Randomness } from '../../core/ports.ts'

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
  /** The message was returned to the queue before: it may reserve further ahead than one that has just come. */
  readonly waited: boolean
}

/** Unix time in milliseconds: when to send, or when to come back because that is too long to wait here. */
export type Slot = { sendAt: number } | { returnAt: number }

export interface Pacer {
  takeSlot(request: SlotRequest): Promise<Slot>
  /** Notes that a request goes out now. */
  sending(): void
  /** Requests a second that this function has sent in the last ten seconds. */
  observedPerSecond(): number
}

/** Sleep limits: waiting in a function costs its time, and waiting in the queue one of a message's thousand receipts. */
const maxSleepMs = { fresh: 1_000, waited: 3_000 }
/** Longest wait for one slot: with less than that before its end, a function starts nothing. */
export const maxPaceMs = maxSleepMs.waited
/** Life of a slot that nobody used, so that unused ones of many functions never add up to a burst. */
const lapseMs = 1_000
/** Slots that are reserved in advance, as time, so that a fast destination does not cost a write a message. */
const spareSeconds = 0.25
const maxReturnMs = 900_000
/** Limits of reserving: other functions may be quicker again and again, or the table slow. The message then comes back soon. */
const maxTries = 10
const maxReservingMs = 2_000
/** Span over which the own rate is observed. */
const observedMs = 10_000

interface Asked extends SlotRequest {
  readonly give: (slot: Slot) => void
  readonly fail: (error: unknown) => void
}

/**
 * Shares a destination's requests per second among all functions that deliver to it: each reserves the next slots
 * in the ledger for the messages that ask at the same moment. In any span of time no more requests go out than
 * the rate allows for that span and one second. One per function.
 */
export function createPacer({ config, ledger, now, random }: PacerPorts): Pacer {
  let sent: number[] = []
  let known: Row<'pace'> | undefined
  let reserved: number[] = []
  let asked: Asked[] = []
  let reserving = false

  async function reserveForAll(): Promise<void> {
    reserving = true
    while (asked.length > 0) {
      // Who was returned to the queue before comes first.
      const requests = asked.sort((one, other) => Number(other.waited) - Number(one.waited))
      asked = []
      try {
        const slots = await reserve(requests)
        for (const [index, { give }] of requests.entries())
          give(slots[index] ?? { returnAt: now().getTime() + 1_000 + random() * 2_000 })
      } catch (error) {
        for (const { fail } of requests) fail(error)
      }
    }
    reserving = false
  }

  async function reserve(requests: readonly SlotRequest[]): Promise<Slot[]> {
    const began = now().getTime()
    for (let tries = 0, at = began; tries < maxTries && at - began <= maxReservingMs; tries++) {
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

  function recent(): number[] {
    const since = now().getTime() - observedMs
    return sent.filter((at) => at > since)
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
      return new Promise((give, fail) => {
        asked.push({ ...request, give, fail })
        if (!reserving) void reserveForAll()
      })
    },
    sending() {
      sent = [...recent(), now().getTime()]
    },
    observedPerSecond() {
      const [first, ...others] = recent()
      if (first === undefined) return 0
      const seconds = Math.max(1, (now().getTime() - first) / 1000)
      return (1 + others.length) / seconds
    },
  }
}

function sleepMs({ waited }: SlotRequest): number {
  return waited ? maxSleepMs.waited : maxSleepMs.fresh
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
    if (turn - now > maxReturnMs) return { returnAt: now + maxReturnMs * (1 - random() / 2) }
    returnAt = turn + stepMs
    return { returnAt: turn }
  })
  const spare: number[] = []
  while (spare.length + 1 <= perSecond * spareSeconds && nextAt - now <= maxSleepMs.fresh) {
    spare.push(nextAt)
    nextAt += stepMs
  }
  return { slots, spare, row: { nextAt, returnAt } }
}
