import { kinds } from '../../schemas/contact-event.ts'
import { eventPlatforms } from '../../schemas/event-platforms.ts'
import { type AnyOf, listOf } from '../operations/any-of.ts'
import { mailGateways } from '../operations/mail-gateways.ts'
import type { OperationsPorts } from '../operations/ports.ts'
import { WrongUse } from './errors.ts'
import { note } from './note.ts'

/** What an option was given that may stand several times. */
type Given = AnyOf | undefined

/** Whatever is none of these was mistyped, and would find nothing. @throws WrongUse */
export function requireKnown(option: string, given: Given, known: readonly string[]): void {
  for (const each of listOf(given ?? []))
    if (!known.includes(each)) throw new WrongUse(`${option} takes one of ${known.join(', ')}, not "${each}"`)
}

type Deployed = Pick<OperationsPorts, 'deployment'>

/** @throws WrongUse where no event can be of that platform */
export function requireEventPlatform(given: Given, { deployment }: Deployed): void {
  const known = eventPlatforms(deployment).filter((name) => !mailGateways.includes(name))
  for (const each of listOf(given ?? [])) {
    if (mailGateways.includes(each))
      throw new WrongUse(`no platform "${each}" here: of events from there it is "email"`)
    if (!known.includes(each))
      throw new WrongUse(`no platform "${each}" here: take one of ${known.join(', ')}`)
  }
}

/** @throws WrongUse where nothing goes there */
export function requireDestination(given: Given, known: readonly string[]): void {
  for (const each of listOf(given ?? []))
    if (!known.includes(each)) throw new WrongUse(`no destination "${each}": take one of ${known.join(', ')}`)
}

const cut = /…$/u

/** A column of a table may be cut, and what was taken from there would find nothing. @throws WrongUse */
export function requireWhole(option: string, given: Given): void {
  for (const each of listOf(given ?? []))
    if (cut.test(each)) throw new WrongUse(`${option} is "${each}", which is cut: --json shows it whole`)
}

/** @throws WrongUse where no event can be of that kind */
export function requireKind(given: Given): void {
  requireKnown('--kind', given, kinds)
}

/** Notes of each value that a filter is met by nothing, where others of its kind are there. */
export function noteUnmet(what: string, given: Given, there: readonly (string | undefined)[]): void {
  const others = [...new Set(there.filter((each) => each !== undefined))].toSorted()
  const some = others.slice(0, maxNamed).join(', ')
  const but = others.length > 0 ? `, but of ${some}${others.length > maxNamed ? ', …' : ''}` : ''
  for (const each of listOf(given ?? []))
    if (there.length > 0 && !there.includes(each)) note(`nothing is there of the ${what} "${each}"${but}`)
}

const maxNamed = 8
