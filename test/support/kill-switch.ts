import { isDeepStrictEqual } from 'node:util'
import type { Call, Disturb, Moment } from './call-proxy.ts'

export interface Step {
  readonly caller: string
  /** `dynamodb BatchGetItem`, `sqs SendMessageBatch`, `crm POST` … */
  readonly call: string
  /** Which of its caller's calls of that kind it is, 1 for the first: callers overtake each other, and so do calls side by side. */
  readonly at: number
}

/**
 * Writes down each call, and at a chosen one has the caller killed: before the call goes through, or after it went
 * through and before the answer comes back.
 */
export function killSwitch() {
  const steps: Step[] = []
  let armed: { step: Step | undefined; moment: Moment } | undefined
  let killed = false
  return {
    steps,
    killed: () => killed,
    /** @param step counted from here on; nothing is killed without one */
    arm(step: Step | undefined, moment: Moment) {
      steps.length = 0
      killed = false
      armed = { step, moment }
    },
    disturb({ caller, service, operation }: Call): ReturnType<Disturb> {
      const call = `${service} ${operation}`
      const at = 1 + steps.filter((step) => step.caller === caller && step.call === call).length
      const step = { caller, call, at }
      steps.push(step)
      if (!armed || !isDeepStrictEqual(armed.step, step)) return undefined
      killed = true
      return { does: 'kill', moment: armed.moment }
    },
  }
}
