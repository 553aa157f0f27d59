import type { Call, Disturb, Moment } from './call-proxy.ts'

export interface Step {
  readonly caller: string
  /** Which of its caller's calls it is, 1 for the first: callers overtake each other. */
  readonly at: number
  /** `dynamodb BatchGetItem`, `sqs SendMessageBatch`, `crm POST` … */
  readonly call: string
}

/**
 * Writes down each call, and at a chosen one has the caller killed: before the call goes through, or after it went
 * through and before the answer comes back.
 */
export function killSwitch() {
  const steps: Step[] = []
  let armed: { step: Pick<Step, 'caller' | 'at'> | undefined; moment: Moment } | undefined
  let killed = false
  return {
    steps,
    killed: () => killed,
    /** @param step counted from here on; nothing is killed without one */
    arm(step: Pick<Step, 'caller' | 'at'> | undefined, moment: Moment) {
      steps.length = 0
      killed = false
      armed = { step, moment }
    },
    disturb({ caller, service, operation }: Call): ReturnType<Disturb> {
      const at = 1 + steps.filter((step) => step.caller === caller).length
      steps.push({ caller, at, call: `${service} ${operation}` })
      if (!armed || armed.step?.caller !== caller || armed.step.at !== at) return undefined
      killed = true
      return { does: 'kill', moment: armed.moment }
    },
  }
}
