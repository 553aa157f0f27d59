import { kinds } from '../../schemas/contact-event.ts'
import { eventPlatforms } from '../../schemas/event-platforms.ts'
import { mailGateways } from '../operations/mail-gateways.ts'
import type { OperationsPorts } from '../operations/ports.ts'
import { WrongUse } from './errors.ts'
import { note } from './note.ts'

/** Whatever is none of these was mistyped, and would find nothing. @throws WrongUse */
export function requireKnown(option: string, given: string | undefined, known: readonly string[]): void {
  if (given === undefined || known.includes(given)) return
  throw new WrongUse(`${option} takes one of ${known.join(', ')}, not "${given}"`)
}

type Deployed = Pick<OperationsPorts, 'deployment'>

/** @throws WrongUse where no event can be of that platform */
export function requireEventPlatform(given: string | undefined, { deployment }: Deployed): void {
  if (given === undefined) return
  const known = eventPlatforms(deployment).filter((name) => !mailGateways.includes(name))
  if (mailGateways.includes(given))
    throw new WrongUse(`no platform "${given}" here: of events from there it is "email"`)
  if (!known.includes(given))
    throw new WrongUse(`no platform "${given}" here: take one of ${known.join(', ')}`)
}

/** @throws WrongUse where no event can be of that kind */
export function requireKind(given: string | undefined): void {
  requireKnown('--kind', given, kinds)
}

/** Notes that a filter is met by nothing, where others of its kind are there. */
export function noteUnmet(
  what: string,
  given: string | undefined,
  there: readonly (string | undefined)[],
): void {
  if (given === undefined || there.length === 0 || there.includes(given)) return
  const others = [...new Set(there.filter((each) => each !== undefined))].toSorted()
  const some = others.slice(0, maxNamed).join(', ')
  note(
    `nothing is there of the ${what} "${given}"${others.length > 0 ? `, but of ${some}${others.length > maxNamed ? ', …' : ''}` : ''}`,
  )
}

const maxNamed = 8
