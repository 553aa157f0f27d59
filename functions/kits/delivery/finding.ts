import type { ProbeFinding } from '../../contracts/destination.ts'

/** That something is in order. */
export function fine(about: ProbeFinding['about'], sentence: string): ProbeFinding {
  return { about, well: true, sentence }
}

/** That something is not. @param sentence with the remedy */
export function wrong(about: ProbeFinding['about'], sentence: string): ProbeFinding {
  return { about, well: false, sentence }
}
