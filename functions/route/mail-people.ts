import type { ContactEvent } from '../../schemas/contact-event.ts'
import { personKey } from '../core/person-key.ts'
import type { Known } from './look-up.ts'

/** Recipients beyond which nobody was written to in person. */
const maxRecipients = 20
const maxPeople = 100

/**
 * The people of a mail besides the company, and who writes a direct message, as hashes: the ledger holds no addresses.
 */
export function peopleOf(event: ContactEvent): string[] {
  const { author, recipients = [], account, replyTo } = event
  if (event.surface !== 'email')
    return author?.role === 'customer' && author.id !== undefined
      ? [personKey({ id: author.id, scope: author.scope })]
      : []
  const written = recipients.length > maxRecipients ? [] : recipients
  const addresses = [
    author?.role === 'customer' ? author.email : undefined,
    replyTo?.email,
    ...written.map(({ email }) => email),
  ]
  const own = new Set([account.id, ...(account.others ?? [])])
  return addresses.flatMap((address) => (address === undefined || own.has(address) ? [] : [hashed(address)]))
}

/** Who joins a conversation with a mail; nobody where enough have been in it. */
export function newMembers(event: ContactEvent, before: ReadonlySet<string> = new Set()): string[] {
  const joining = peopleOf(event).filter((person) => !before.has(person))
  return joining.slice(0, Math.max(0, maxPeople - before.size))
}

/**
 * Whether a mail belongs where its parent is. Only for whoever wrote or was written to there, and never under
 * mail to many: a hundred strangers answer one newsletter and must not read each other.
 */
export function joinsParent(event: ContactEvent, { parent, parentConversation }: Known): boolean {
  if (event.conversation.match === 'token' || parent === undefined) return false
  if (parent.toMany === true) return false
  if (event.direction === 'outbound') return true
  // Whoever uses the company's address without proof is nobody who was there.
  if (event.authenticity.unprovenOwn === true) return false
  const { email } = event.author ?? {}
  return email !== undefined && parentConversation?.members?.has(hashed(email)) === true
}

/** Newsletters and lists, by their own word or by the number of those whom they name. */
export function isToMany({ message, recipients = [], recipientCount }: ContactEvent): boolean {
  const count = recipientCount ?? recipients.length
  return message?.automated === 'list' || message?.automated === 'bulk' || count > maxRecipients
}

function hashed(address: string): string {
  return personKey({ id: address })
}
