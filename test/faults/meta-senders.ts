import { setTimeout as sleep } from 'node:timers/promises'
import type { Dice } from './dice.ts'
import { metaPayload } from './meta-payload.ts'
import type { Lane, Update } from './traffic.ts'

export interface MetaSendersOptions {
  readonly lanes: readonly Lane[]
  readonly dice: Dice
  /** @returns the status, or `undefined` where there was no answer */
  post(payload: unknown): Promise<number | undefined>
  /** Told of each update at its first 200. */
  accepted(update: Update): void
}

const firstRetryMs = 50
const longestRetryMs = 1_000
/** How often Meta sends something again that had its 200. */
const redelivered = 0.05
const latestRedeliveryMs = 2_000

/**
 * Sends as Meta does: several updates a post, again with growing pauses until the answer is 200, and some again
 * that were accepted. The next post of a lane waits for the 200 of the one before.
 */
export async function sendAsMeta({ lanes, dice, post, accepted }: MetaSendersOptions): Promise<void> {
  const again: Promise<void>[] = []

  async function sendUntilAccepted(updates: readonly Update[], dice: Dice): Promise<void> {
    const payload = metaPayload(updates)
    for (let pause = firstRetryMs; ; pause = Math.min(longestRetryMs, 2 * pause)) {
      const status = await post(payload)
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
      const later = sleep(dice.between(0, latestRedeliveryMs))
      again.push(later.then(() => sendUntilAccepted(updates, dice.of('again'))))
    }
  }

  await Promise.all(lanes.map((lane, index) => sendLane(lane, dice.of(`lane ${index}`))))
  await Promise.all(again)
}
