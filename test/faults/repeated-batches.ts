import { setTimeout as sleep } from 'node:timers/promises'
import type { Fault } from './havoc.ts'

const maxLateMs = 3_000

/** The same messages again, late: another function works on what has long been finished, or is not yet. */
export const deliveredTwice: Fault = (dice, rate) => ({
  async around({ release, event }, invoke) {
    if (dice.chance(0.1 * rate)) {
      // The queue never learns that they are finished, and hands them out again.
      await invoke()
      await release()
      return { batchItemFailures: event.Records.map(({ messageId }) => ({ itemIdentifier: messageId })) }
    }
    const late = dice.chance(0.1 * rate) ? dice.between(0, maxLateMs) : undefined
    const answer = await invoke()
    if (late !== undefined)
      void sleep(late)
        .then(invoke)
        .catch(() => {})
    return answer
  },
})

/** Two functions work on the same messages side by side. */
export const raced: Fault = (dice, rate) => ({
  async around(_, invoke) {
    if (!dice.chance(0.2 * rate)) return invoke()
    const [answer] = await Promise.all([
      invoke(),
      sleep(dice.between(0, 50))
        .then(invoke)
        .catch(() => {}),
    ])
    return answer
  },
})

/** The queue takes a function that is slow for dead, and hands its messages to another one. */
export const visibilityElapses: Fault = (dice, rate) => ({
  receive: () =>
    dice.chance(0.2 * rate)
      ? { takes: true, answer: { status: 204 }, delayMs: dice.between(50, 500) }
      : undefined,
  async around({ release }, invoke) {
    if (!dice.chance(0.2 * rate)) return invoke()
    const slow = invoke()
    // It may die before anybody waits for it.
    slow.catch(() => {})
    await sleep(dice.between(0, 100))
    await release().catch(() => {})
    return slow
  },
})
