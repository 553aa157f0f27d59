import type { ContactEvent } from '../../schemas/contact-event.ts'
import { sha256 } from '../core/ids.ts'
import type { Row } from '../core/ledger.ts'
import { ledgerId } from '../core/person-key.ts'

/** Hex digits of the digest that tell a mail from others with its Message-ID. */
const suffixLength = 16

/**
 * Whether the message that the ledger has under the event's message id is the event's: senders use a Message-ID for
 * several mails, and a stranger can copy one. Rows without a digest are told apart by their author.
 */
export function isSameMail({ surface, message, author }: ContactEvent, row: Row<'message'>): boolean {
  if (surface !== 'email' || message === undefined) return true
  if (message.digest !== undefined && row.digest !== undefined) return message.digest === row.digest
  return row.author === undefined || (author?.id !== undefined && row.author.id === ledgerId(author.id))
}

/** The id of a mail whose Message-ID another one had before. */
export function idApart({ message, author }: ContactEvent): string | undefined {
  if (message === undefined) return undefined
  const digest = message.digest ?? sha256(author?.id ?? '')
  return `${message.id}#${digest.slice(0, suffixLength)}`
}

/** Whether it is the same mail as one that came before, for another of the company's mailboxes. */
export function isCopy(event: ContactEvent, self: Row<'message'> | undefined): boolean {
  return isNewMail(event) && self?.createdBy !== undefined && self.createdBy !== event.id
}

/** The destinations that have not got the mail from another event. */
export function withoutServed(
  event: ContactEvent,
  self: Row<'message'> | undefined,
  destinations: readonly string[],
): string[] {
  const brought = isNewMail(event) ? [...(self?.broughtTo ?? [])] : []
  return destinations.filter(
    (name) =>
      brought.includes(broughtTo(name, event)) || !brought.some((each) => each.startsWith(`${name}#`)),
  )
}

function isNewMail({ kind, surface }: ContactEvent): boolean {
  return surface === 'email' && kind === 'message.created'
}

/** Which event brought a mail to a destination. */
export function broughtTo(destination: string, { id }: ContactEvent): string {
  return `${destination}#${id}`
}
