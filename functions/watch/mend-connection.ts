import type { ConnectionCheck, Mend } from '../contracts/platform-operator.ts'

/** What was done for one step, or why it was not. */
export interface Mended {
  readonly will: string
  /** A sentence, where it failed. */
  readonly failed?: string
}

export interface MendPorts {
  readonly check: () => Promise<ConnectionCheck[]>
  /** Which steps may be taken at all. @default all */
  readonly may?: (mend: Mend) => boolean
  /** Shows what would be done, and asks. Rejects where nobody agrees. */
  readonly agree: (mends: readonly Mend[]) => Promise<void>
  readonly tell: (mended: Mended) => void
}

/** A webhook has to be there before anything can be subscribed to it. */
const maxRounds = 3

/**
 * Puts right what checks have found, one step after the other, and looks again, for a step may make others possible.
 * What is right already is left alone.
 *
 * @returns the checks as they stand in the end
 */
export async function mendConnection({
  check,
  may = () => true,
  agree,
  tell,
}: MendPorts): Promise<ConnectionCheck[]> {
  let found = await check()
  for (let round = 0; round < maxRounds; round += 1) {
    const mends = found.flatMap(({ mend }) => (mend && may(mend) ? [mend] : []))
    if (mends.length === 0) return found
    await agree(mends)
    const failures = await runAll(mends, tell)
    found = await check()
    // The same would fail again.
    if (failures > 0) return found
  }
  return found
}

async function runAll(mends: readonly Mend[], tell: MendPorts['tell']): Promise<number> {
  let failures = 0
  for (const { will, run } of mends) {
    try {
      await run()
      tell({ will })
    } catch (error) {
      failures += 1
      tell({ will, failed: error instanceof Error ? error.message : String(error) })
    }
  }
  return failures
}
