import type { FaultName } from '../faults/faults.ts'

/** A change of one source, from the project's root. */
export interface Replacement {
  readonly file: string
  /** Stands in the file exactly once. */
  readonly find: string
  readonly replace: string
}

/** One defect put into the sources on purpose: tests that cannot see it are worth nothing. */
export interface BrokenBuild extends Replacement {
  /** What the build does wrong, a sentence that continues "a build that". */
  readonly does: string
  /** Test files of project `unit` one test of which fails at least. */
  readonly caughtBy: readonly string[]
  /**
   * The fault under which the fault run sees it, where it concerns the flow. What happens within a batch of one group it
   * cannot see: the emulated queue hands out one message of a group at a time.
   */
  readonly fault?: FaultToCatch
}

export interface FaultToCatch {
  readonly name: FaultName
  readonly events: number
  /** @default 1 */
  readonly seed?: number
}

/**
 * The source with the defect in it.
 *
 * @throws Error where the place that is to be broken is not there exactly once: the source has changed
 */
export function breakSource({ file, find, replace }: Replacement, source: string): string {
  const parts = source.split(find)
  if (parts.length !== 2)
    throw new Error(
      `${file} has ${parts.length - 1} places of ${JSON.stringify(find)}, not one: tell the broken build what stands there now`,
    )
  return parts.join(replace)
}
