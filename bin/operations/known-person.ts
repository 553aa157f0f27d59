import { isAddress, type PersonId, personKey } from '../../functions/core/person-key.ts'
import { hashTerm, isTelling, namesAny, termsOf } from '../../functions/core/person-terms.ts'
import { peopleNamed } from '../../functions/core/withhold-person.ts'
import type { ContactEvent } from '../../schemas/contact-event.ts'
import { rawForms } from './raw-forms.ts'

/** A person who is to be erased, and what is known of how they are called. */
export interface KnownPerson {
  readonly id: string
  readonly key: string
  readonly terms: Set<string>
  /** How many events name somebody of this id, by scope; none is ''. */
  readonly scopes: Map<string, number>
}

/** Ids of mail are compared without regard to capitals. */
export function knownPerson(given: PersonId): KnownPerson {
  const id = isAddress(given.id) ? given.id.toLowerCase() : given.id
  return {
    id,
    key: personKey({ ...given, id }),
    terms: new Set(termsOf({ id })),
    scopes: new Map(),
  }
}

interface Named {
  readonly id?: string | undefined
  readonly email?: string | undefined
  readonly scope?: string | undefined
}

/** Learns from an event how the person is called, and where their id is known. */
export function learn(known: KnownPerson, event: ContactEvent): void {
  const { author, actor } = event
  const scope = author?.scope ?? actor?.scope
  const customers: Named[] = [author, actor].flatMap((each) => (each?.role === 'customer' ? [each] : []))
  const others: Named[] = peopleNamed(event).map((each) => ({ ...each, scope }))
  const scopes = new Set<string>()
  for (const person of [...customers, ...others])
    for (const id of new Set([person.id, person.email])) {
      if (id === undefined) continue
      const where = isAddress(id) ? undefined : person.scope
      if (id.toLowerCase() === known.id.toLowerCase()) scopes.add(where ?? '')
      if (personKey({ id, scope: where }) !== known.key) continue
      for (const term of termsOf({ ...person, id: undefined })) known.terms.add(term)
    }
  for (const each of scopes) known.scopes.set(each, (known.scopes.get(each) ?? 0) + 1)
}

export function isBy(known: KnownPerson, { author, actor }: ContactEvent): boolean {
  return [author, actor].some(
    (each) =>
      each?.role === 'customer' &&
      each.id !== undefined &&
      personKey({ id: each.id, scope: each.scope }) === known.key,
  )
}

export function hashesOf({ terms }: KnownPerson): string[] {
  return [...terms].map(hashTerm)
}

/** Terms that are the person's even where nothing else has to do with them. */
export function isToldBy({ terms }: KnownPerson): (term: string) => boolean {
  return (term) => isTelling(term) && terms.has(term)
}

/** Whether bytes that nobody understands name the person, in any of the usual encodings. */
export function isNamedIn(known: KnownPerson, bytes: Uint8Array): boolean {
  const has = isToldBy(known)
  return rawForms(bytes).some((text) => namesAny(text, has))
}
