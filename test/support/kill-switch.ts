import type { Call, Disturb, Moment } from './call-proxy.ts'

export interface Step {
  readonly caller: string
  /** `dynamodb GetItem`, `sqs SendMessageBatch`, `crm POST` … */
  readonly call: string
}

/**
 * Writes down each call in order, and at a chosen one has the caller killed: before the call goes through, or
 * after it went through and before the answer comes back.
 */
export function killSwitch() {
  const steps: Step[] = []
  let armed: { at: number; moment: Moment } | undefined
  let killed = false
  return {
    steps,
    killed: () => killed,
    /** @param at the number of the call from here on, 1 for the next */
    arm(at: number, moment: Moment) {
      steps.length = 0
      killed = false
      armed = { at, moment }
    },
    disturb({ caller, service, operation }: Call): ReturnType<Disturb> {
      const number = steps.push({ caller, call: `${service} ${operation}` })
      if (armed?.at !== number) return undefined
      killed = true
      return { does: 'kill', moment: armed.moment }
    },
  }
}
