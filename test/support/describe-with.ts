import { describe } from 'vitest'
import type { OptionalProgram } from './programs.ts'

/** A `describe` that runs where the program is there, and else is skipped under a name that says how to get it. */
export function describeWith(program: OptionalProgram<unknown>, title: string, tests: () => void): void {
  describe.skipIf(program.find() === undefined)(`${title} (${program.needs})`, tests)
}
