import type { Call, Disturbance } from '../support/call-proxy.ts'
import type { Dice } from './dice.ts'
import type { Fault } from './havoc.ts'

type Refusal = readonly [status: number, type: string]

/** Long enough to outlast the retries of the AWS SDK. */
const longestSpell = 12

/** Calls of a service are refused, singly and in spells; of some the effect has taken place all the same. */
function refused(isMeant: (call: Call) => boolean, refusals: readonly Refusal[], often: number): Fault {
  return (dice, rate) => {
    let spell = 0
    return {
      disturb(call) {
        if (!isMeant(call)) return undefined
        if (spell === 0 && dice.chance(often * rate)) spell = dice.between(1, longestSpell)
        if (spell === 0) return undefined
        spell -= 1
        return refusal(refusals, dice)
      },
    }
  }
}

function refusal(refusals: readonly Refusal[], dice: Dice): Disturbance {
  const [status, type] = refusals[dice.between(0, refusals.length - 1)] ?? [500, 'InternalFailure']
  return { does: 'refuse', moment: dice.chance(0.3) ? 'after' : 'before', status, type }
}

export const queueRefuses = refused(
  ({ service }) => service === 'sqs',
  [
    [500, 'InternalFailure'],
    [503, 'ServiceUnavailable'],
    [403, 'RequestThrottled'],
  ],
  0.06,
)

export const tableThrottles = refused(
  ({ service }) => service === 'dynamodb',
  [
    [400, 'ProvisionedThroughputExceededException'],
    [400, 'ThrottlingException'],
    [500, 'InternalServerError'],
  ],
  0.004,
)

export const storeFails: Fault = (dice, rate) => ({
  ...refused(
    ({ service }) => service === 's3',
    [
      [500, 'InternalError'],
      [503, 'SlowDown'],
    ],
    0.1,
  )(dice, rate),
  traffic: { large: 0.02 * rate },
})

/** Of a batch some entries are taken and others are not, whatever stands before or behind them. */
export const queueAnswersPartially: Fault = (dice, rate) => ({
  disturb: ({ operation }) =>
    operation === 'SendMessageBatch' && dice.chance(0.3 * rate)
      ? { does: 'fail_entries', fails: () => dice.chance(0.4) }
      : undefined,
})

const longestDelayMs = 120

/** Reads and writes overtake one another. */
export const tableDelays: Fault = (dice, rate) => ({
  disturb: ({ service }) =>
    service === 'dynamodb' && dice.chance(0.1 * rate)
      ? { does: 'delay', ms: dice.between(1, longestDelayMs) }
      : undefined,
})
