import type { ContactEvent } from '../../schemas/contact-event.ts'
import { sha256 } from './ids.ts'

/** How a platform names a person; `scope` is where the id is valid, and none where the id is an address. */
export interface PersonId {
  readonly id: string
  readonly scope?: string | undefined
}

/**
 * The name under which tables and keys of objects know a person: 16 hex digits that hold neither id nor address. Of
 * addresses without regard to capitals, and the same as the members of a conversation have (`mail-people.ts`).
 */
export function personKey({ id, scope }: PersonId): string {
  if (scope !== undefined) return sha256(`${scope}#${id}`).slice(0, 16)
  return sha256(isAddress(id) ? id.toLowerCase() : id).slice(0, 16)
}

/** Whether an id is itself where the person can be reached: of mail, or a telephone number (E.164). */
export function isAddress(id: string): boolean {
  return id.includes('@') || id.startsWith('+')
}

const marker = 'hash:'

/** A person's id as the ledger keeps it: an address as a hash, any other id as it is. */
export function ledgerId(id: string): string {
  return isAddress(id) ? `${marker}${personKey({ id })}` : id
}

export function isHashed(ledgerId: string): boolean {
  return ledgerId.startsWith(marker)
}

/** The key of a person whom the ledger names by `ledgerId`. */
export function keyOfLedgerId(id: string, scope: string | undefined): string {
  if (isHashed(id)) return id.slice(marker.length)
  return personKey({ id, scope: isAddress(id) ? undefined : scope })
}

/** Scope of the ids that stand in an event without one. */
export function scopeOf({ author, actor }: ContactEvent): string | undefined {
  return author?.scope ?? actor?.scope
}
