import { setTimeout as sleep } from 'node:timers/promises'
import type { Dice } from './dice.ts'
import { payloadOf } from './payload-of.ts'
import type { Door } from './places.ts'
import type { Lane } from './traffic.ts'
import type { Update } from './update.ts'

export interface SendersOptions {
  readonly lanes: readonly Lane[]
  readonly dice: Dice
  /** @returns the status, or `undefined` where there was no answer */
  post(payload: unknown, door: Door): Promise<number | undefined>
  /** Told of each update at its first 200. */
  accepted(update: Update): void
}

const firstRetryMs = 50
const maxRetryMs = 1_000
/** How often something is sent again that had its 200. */
const redelivered = 0.05
const maxRedeliveryMs = 2_000

/**
 * Sends as the platforms do: several updates a post where they batch, again with growing pauses until the answer is
 * 200, and some again that were accepted. The next post of a lane waits for the 200 of the one before.
 */
export async function sendAll({ lanes, dice, post, accepted }: SendersOptions): Promise<void> {
  const again: Promise<void>[] = []

  async function sendUntilAccepted(updates: readonly Update[], dice: Dice): Promise<void> {
    const { payload, door } = payloadOf(updates)
    for (let pause = firstRetryMs; ; pause = Math.min(maxRetryMs, 2 * pause)) {
      const status = await post(payload, door)
      if (status === 200) return
      if (status !== undefined && status < 500) throw new Error(`answered ${status} to a genuine webhook`)
      await sleep(pause * (0.5 + dice.roll()))
    }
  }

  async function sendLane(lane: Lane, dice: Dice): Promise<void> {
    for (const updates of lane) {
      await sendUntilAccepted(updates, dice)
      for (const update of updates) accepted(update)
      if (!dice.chance(redelivered)) continue
      const later = sleep(dice.between(0, maxRedeliveryMs))
      again.push(later.then(() => sendUntilAccepted(updates, dice.of('again'))))
    }
  }

  await Promise.all(lanes.map((lane, index) => sendLane(lane, dice.of(`lane ${index}`))))
  await Promise.all(again)
}
