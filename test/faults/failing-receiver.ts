import type { Reception } from '../support/counting-receiver.ts'
import type { Dice } from './dice.ts'
import type { Fault } from './havoc.ts'

/** A share of all requests is answered that way. */
const sometimes =
  (share: number, answer: (dice: Dice) => Reception): Fault =>
  (dice, rate) => ({ receive: () => (dice.chance(share * rate) ? answer(dice) : undefined) })

export const receiverErrs = sometimes(0.1, (dice) => ({
  takes: dice.chance(0.3),
  answer: { status: dice.between(500, 504) },
}))

export const receiverHangs = sometimes(0.02, (dice) => ({ takes: dice.chance(0.5), answer: 'hangs' }))

export const receiverResets = sometimes(0.05, () => ({ takes: true, answer: 'resets' }))

/** Who is poison is said in the traffic: it is for good. */
export const receiverRejects: Fault = (_, rate) => ({ traffic: { rejected: 0.02 * rate } })

type Answer = Reception['answer']

/** For some time every request is answered that way, from when so much has arrived. */
const forAWhile =
  (from: readonly number[], ms: number, answer: Answer): Fault =>
  (_, rate) => {
    let refuses = false
    return {
      receive: () => (refuses ? { takes: false, answer } : undefined),
      async meanwhile({ until, pass }) {
        for (const share of from) {
          await until(share)
          refuses = true
          await pass(ms * rate)
          refuses = false
        }
      },
    }
  }

/** Once, and not at random: the layer would learn that the receiver can take next to nothing, and would be right. */
export const receiverThrottles = forAWhile([0.5], 800, { status: 429, headers: { 'retry-after': '1' } })

export const receiverLosesCredentials = forAWhile([0.3], 4_000, { status: 401 })

export const receiverIsAway: Fault = (_, rate) => ({
  async meanwhile({ until, away, pass }) {
    await until(0.3)
    await away(() => pass(8_000 * rate))
    await until(0.7)
    await away(() => pass(1_000 * rate))
  },
})
