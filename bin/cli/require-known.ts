import { WrongUse } from './errors.ts'

/** Whatever is none of these was mistyped, and would find nothing. @throws WrongUse */
export function requireKnown(option: string, given: string | undefined, known: readonly string[]): void {
  if (given === undefined || known.includes(given)) return
  throw new WrongUse(`${option} takes one of ${known.join(', ')}, not "${given}"`)
}
