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
import { operatorAtWork } from './operator-at-work.ts'
import {
  queueAnswersPartially,
  queueRefuses,
  storeFails,
  tableDelays,
  tableThrottles,
} from './refused-calls.ts'
import { deliveredTwice, raced, visibilityElapses } from './repeated-batches.ts'

const messageKills: Fault = () => ({ traffic: { fatal: true } })

const single = {
  'killed-before-a-call': killed('before'),
  'killed-after-a-call': killed('after'),
  'message-kills-function': messageKills,
  'queue-refuses': queueRefuses,
  'queue-answers-partially': queueAnswersPartially,
  'queue-delivers-twice': deliveredTwice,
  'visibility-elapses': visibilityElapses,
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
  'operator-at-work': operatorAtWork,
} satisfies Record<string, Fault>

/** Each at a third of its rate: the flow still has to come to an end. */
const everything: Fault = (dice) => together(...Object.values(single))(dice, 1 / 3)

/** What can be gone through, by name; `none` is what the others compare with. */
export const faults = {
  none: () => ({}),
  'two-versions': () => ({ traffic: { large: 0.02 } }),
  ...single,
  everything,
} satisfies Record<string, Fault>

export type FaultName = keyof typeof faults

/** The functions that a fault needs: `fatal` ones die of messages, of `two-versions` half are of another build. */
export type StandKind = 'usual' | 'fatal' | 'two-versions'

export function standOf(fault: FaultName): StandKind {
  if (fault === 'two-versions') return fault
  return fault === 'message-kills-function' || fault === 'everything' ? 'fatal' : 'usual'
}

function together(...all: readonly Fault[]): Fault {
  return (dice, rate) => {
    const havocs = all.map((fault, index) => fault(dice.of(`part ${index}`), rate))
    return {
      disturb: (call) => first(havocs, ({ disturb }) => disturb?.(call)),
      receive: () => first(havocs, ({ receive }) => receive?.()),
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
