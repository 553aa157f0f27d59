import {
  receiverErrs,
  receiverHangs,
  receiverIsAway,
  receiverLosesCredentials,
  receiverRejects,
  receiverResets,
  receiverThrottles,
} from './failing-receiver.ts'
import type { Fault, Havoc } from './havoc.ts'
import { killed } from './killed-functions.ts'
import {
  queueAnswersPartially,
  queueRefuses,
  storeFails,
  tableDelays,
  tableThrottles,
} from './refused-calls.ts'
import { deliveredTwice, raced } from './repeated-batches.ts'

const messageKills: Fault = () => ({ traffic: { fatal: true } })

const single = {
  'killed-before-a-call': killed('before'),
  'killed-after-a-call': killed('after'),
  'message-kills-function': messageKills,
  'queue-refuses': queueRefuses,
  'queue-answers-partially': queueAnswersPartially,
  'queue-delivers-twice': deliveredTwice,
  'table-throttles': tableThrottles,
  'table-races': together(tableDelays, raced),
  'store-fails': storeFails,
  'receiver-errs': receiverErrs,
  'receiver-throttles': receiverThrottles,
  'receiver-hangs': receiverHangs,
  'receiver-resets': receiverResets,
  'receiver-rejects': receiverRejects,
  'receiver-loses-credentials': receiverLosesCredentials,
  'receiver-is-away': receiverIsAway,
} satisfies Record<string, Fault>

/** Each at a third of its rate: the flow still has to come to an end. */
const everything: Fault = (dice) => together(...Object.values(single))(dice, 1 / 3)

/** What can be gone through, by name; `none` is what the others compare with. */
export const faults = { none: () => ({}), ...single, everything } satisfies Record<string, Fault>

export type FaultName = keyof typeof faults

/** Those in which a message kills its function. */
export const fatalFaults: ReadonlySet<FaultName> = new Set(['message-kills-function', 'everything'])

function together(...all: readonly Fault[]): Fault {
  return (dice, rate) => {
    const havocs = all.map((fault, index) => fault(dice.of(`part ${index}`), rate))
    return {
      disturb: (call) => first(havocs, ({ disturb }) => disturb?.(call)),
      receive: (messageId) => first(havocs, ({ receive }) => receive?.(messageId)),
      around: (batch, invoke) => {
        const chain = havocs.reduce(
          (inner, { around }) => (around ? () => around(batch, inner) : inner),
          invoke,
        )
        return chain()
      },
      async meanwhile(scene) {
        await Promise.all(havocs.map(({ meanwhile }) => meanwhile?.(scene)))
      },
      traffic: Object.assign({}, ...havocs.map(({ traffic }) => traffic)),
    }
  }
}

function first<Value>(havocs: readonly Havoc[], ask: (havoc: Havoc) => Value | undefined): Value | undefined {
  for (const havoc of havocs) {
    const value = ask(havoc)
    if (value !== undefined) return value
  }
  return undefined
}
