/** What a port throws when the process dies in the middle of it. */
export class Crash extends Error {
  readonly code = 'crash'
}

export interface CrashPlan {
  /** Which of all calls since `plan` it is: 0 is the first. */
  readonly at: number
  /** Whether the call had its effect. */
  readonly when: 'before' | 'after'
}

/** Ports of a process that dies at a planned call: that one and everything after it throws until the next plan. */
export function crashingProcess() {
  let calls = 0
  let dead = false
  let planned: CrashPlan | undefined

  function wrap<Port extends object>(port: Port): Port {
    const wrapped = Object.entries(port).map(([name, call]) => [
      name,
      typeof call === 'function' ? guarded(call.bind(port)) : call,
    ])
    return Object.fromEntries(wrapped) as Port
  }

  function guarded(call: (...input: unknown[]) => Promise<unknown>) {
    return async (...input: unknown[]) => {
      const dies = planned?.at === calls
      calls += 1
      if (dead || (dies && planned?.when === 'before')) throw die()
      const result = await call(...input)
      if (dies) throw die()
      return result
    }
  }

  function die(): Crash {
    dead = true
    return new Crash('the process died')
  }

  return {
    wrap,
    /** A new process, which dies as planned or not at all. */
    plan(plan?: CrashPlan) {
      calls = 0
      dead = false
      planned = plan
    },
    died: () => dead,
  }
}
