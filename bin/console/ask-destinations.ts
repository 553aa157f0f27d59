import type { ProbeFinding } from '../../functions/contracts/destination.ts'
import { errorCode } from '../../functions/core/errors.ts'

/** What a destination answered when it was asked last. */
export interface ProbeAnswer {
  readonly at: Date
  /** `undefined` where its adapter cannot ask; a sentence where asking failed. */
  readonly findings: readonly ProbeFinding[] | string | undefined
}

export interface Probes {
  /** Asks it now, once for all who want to know at the same time. */
  ask(destination: string): Promise<ProbeAnswer>
  /** The newest answer; `undefined` where it was not asked since the console began. */
  answer(destination: string): ProbeAnswer | undefined
}

/** What a destination answers; `undefined` where its adapter cannot ask. */
export type Probe = (destination: string) => Promise<readonly ProbeFinding[] | undefined>

/** Keeps the newest answers in memory, so that a page can show them without asking. */
export function askDestinations(probe: Probe, now: () => Date): Probes {
  const answers = new Map<string, ProbeAnswer>()
  const asking = new Map<string, Promise<ProbeAnswer>>()

  async function asked(destination: string): Promise<ProbeAnswer> {
    const findings = await probe(destination).catch(
      (error: unknown) => `the probe failed (${errorCode(error)})`,
    )
    const answer = { at: now(), findings }
    answers.set(destination, answer)
    return answer
  }

  return {
    ask(destination) {
      const known = asking.get(destination)
      if (known) return known
      const begun = asked(destination).finally(() => asking.delete(destination))
      asking.set(destination, begun)
      return begun
    },
    answer: (destination) => answers.get(destination),
  }
}
