import type { ProbeFinding } from '../../contracts/destination.ts'

/** That something is in order. */
export function fine(check: ProbeFinding['check'], message: string): ProbeFinding {
  return { check, ok: true, message }
}

/** That something is not. @param sentence with the remedy */
export function wrong(check: ProbeFinding['check'], message: string): ProbeFinding {
  return { check, ok: false, message }
}
