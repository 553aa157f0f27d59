import type { Command } from 'commander'
import { WrongUse } from './errors.ts'

const comma = /,/u

/** Of an option that may stand several times: `--kind a --kind b` or `--kind a,b`. */
export function names(given: string, before: readonly string[] = []): readonly string[] {
  const listed = given
    .split(comma)
    .map((each) => each.trim())
    .filter((each) => each !== '')
  // Nothing is called so, and a filter that was given must not let everything through.
  return [...before, ...(listed.length > 0 ? listed : [''])]
}

/** Of an option that may stand several times, and takes what may have a comma in it. */
export function texts(given: string, before: readonly string[] = []): readonly string[] {
  return [...before, given]
}

/**
 * Has every option of a program that is not repeatable refuse to stand twice, where the last one would win unsaid.
 *
 * @throws WrongUse while the program is run
 */
export function refuseRepeats(program: Command): void {
  for (const option of program.options) {
    const isSingle = (option.required || option.optional) && option.parseArg === undefined
    if (!isSingle) continue
    let count = 0
    program.on(`option:${option.name()}`, () => {
      count += 1
      if (count > 1) throw new WrongUse(`${option.long} stands there twice: give it once`)
    })
  }
  for (const command of program.commands) refuseRepeats(command)
}
