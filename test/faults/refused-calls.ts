import type { Call, Disturbance } from '../support/call-proxy.ts'
import type { Dice } from './dice.ts'
import type { Fault } from './havoc.ts'

type Refusal = readonly [status: number, type: string]

/** Long enough to outlast the retries of the AWS SDK: those of S3 wait longer. */
const maxSpellMs = { dynamodb: 500, sqs: 500, s3: 1_000 }

/** Calls of a service are refused in spells; of some the effect has taken place all the same. */
function refused(
  service: keyof typeof maxSpellMs,
  refusals: readonly Refusal[],
  often: number,
  isMeant: (call: Call) => boolean = () => true,
): Fault {
  return (dice, rate) => {
    let until = 0
    return {
      disturb(call) {
        if (call.service !== service || !isMeant(call)) return undefined
        const now = Date.now()
        if (now > until && dice.chance(often * rate)) until = now + dice.between(0, maxSpellMs[service])
        return now > until ? undefined : refusal(refusals, dice)
      },
    }
  }
}

function refusal(refusals: readonly Refusal[], dice: Dice): Disturbance {
  const [status, type] = refusals[dice.between(0, refusals.length - 1)] ?? [500, 'InternalFailure']
  return { does: 'refuse', moment: dice.chance(0.3) ? 'after' : 'before', status, type }
}

export const queueRefuses = refused(
  'sqs',
  [
    [500, 'InternalFailure'],
    [503, 'ServiceUnavailable'],
    [403, 'RequestThrottled'],
  ],
  0.02,
)

const throttlings: readonly Refusal[] = [
  [400, 'ProvisionedThroughputExceededException'],
  [400, 'ThrottlingException'],
  [500, 'InternalServerError'],
]
const everyTable = refused('dynamodb', throttlings, 0.001)
/** Where it is known what a receiver has taken, and nothing else of it. */
const afterDelivery = refused('dynamodb', throttlings, 0.004, ({ caller }) => caller.startsWith('deliver-'))

export const tableThrottles: Fault = (dice, rate) => {
  const both = [everyTable(dice.of('every'), rate), afterDelivery(dice.of('deliver'), rate)]
  return {
    disturb: (call) => both.map(({ disturb }) => disturb?.(call)).find((each) => each !== undefined),
  }
}

export const storeFails: Fault = (dice, rate) => ({
  ...refused(
    's3',
    [
      [500, 'InternalError'],
      [503, 'SlowDown'],
    ],
    0.3,
  )(dice, rate),
  // Poison, so that something is parked while the store is away.
  traffic: { large: 0.02 * rate, rejected: 0.02 * rate },
})

/** Of a batch some entries are taken and others are not, whatever stands before or behind them. */
export const queueAnswersPartially: Fault = (dice, rate) => ({
  disturb: ({ operation }) =>
    operation === 'SendMessageBatch' && dice.chance(0.3 * rate)
      ? { does: 'fail_entries', fails: () => dice.chance(0.4) }
      : undefined,
})

const maxDelayMs = 120

/** Reads and writes overtake one another. */
export const tableDelays: Fault = (dice, rate) => ({
  disturb: ({ service }) =>
    service === 'dynamodb' && dice.chance(0.1 * rate)
      ? { does: 'delay', ms: dice.between(1, maxDelayMs) }
      : undefined,
})
