import { createInterface } from 'node:readline/promises'
import { Fault, WrongUse } from './errors.ts'

export interface Consent {
  /** Given on the command line. */
  readonly yes?: boolean | undefined
}

/** Where an operator is asked. */
export interface Terminal {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean | undefined }
  readonly output: NodeJS.WritableStream & { readonly isTTY?: boolean | undefined }
}

/** Where this program runs. */
export const here: Terminal = { input: process.stdin, output: process.stderr }
const agreement = /^\s{0,9}(y|yes|j|ja)\s{0,9}$/i

/**
 * Before anything is looked for: whether there is anybody to ask.
 *
 * @param why what is at stake, as the beginning of a sentence. @default that it cannot be undone
 * @throws WrongUse where nobody agreed or can be asked
 */
export function requireConsent(
  { yes }: Consent,
  { input, output }: Terminal = here,
  why = 'it cannot be undone',
): void {
  if (yes || (input.isTTY && output.isTTY)) return
  throw new WrongUse(
    `${why}, and there is no terminal to ask on: add --yes, or see with --dry-run what it would do`,
  )
}

/** Asks on the terminal, unless `--yes` says it. @throws Fault where the answer is another than yes */
export async function confirm(
  question: string,
  { yes }: Consent,
  { input, output }: Terminal = here,
): Promise<void> {
  if (yes) return
  const lines = createInterface({ input, output })
  const { promise: broken, resolve: breakOff } = Promise.withResolvers<string>()
  lines.once('close', () => breakOff(''))
  const answer = await Promise.race([lines.question(`${question} [y/N] `), broken])
  lines.close()
  if (!agreement.test(answer)) throw new Fault('nothing was done')
}
