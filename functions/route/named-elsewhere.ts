import type { ContactEvent } from '../../schemas/contact-event.ts'
import type { Row } from '../core/ledger.ts'
import type { Known } from './look-up.ts'

/** A message that an event names, and what is known of it. */
export interface Named {
  readonly id: string
  readonly row: Row<'message'> | undefined
}

/**
 * The messages that must be with the destinations before the event is, as far as they may be in another order group of
 * `contacts` and so still on their way. Where the payload names the root of all (Facebook, X since version 2), or a pair
 * of people, everything is in one group, and what is unknown there never came: it is not waited for. A mail's root is
 * what its sender's program left of the references; X tells of a deletion, and in version 1.1 of a reply, only the id
 * of the post concerned.
 */
export function namedElsewhere(event: ContactEvent, { self, parent }: Known): Named[] {
  const { surface, conversation, kind, message, target } = event
  const sharesGroup = conversation.rootMessageId !== undefined && surface !== 'email'
  if (sharesGroup || surface === 'direct_message') return []
  const own = message?.id ?? target?.messageId
  const above = conversation.parentMessageId
  const named: Named[] = []
  if (isAbout(kind) && own !== undefined) named.push({ id: own, row: self })
  if (bringsWords(kind) && above !== undefined && above !== own) named.push({ id: above, row: parent })
  return named
}

/** Receipts are not: a company's own mail is seldom known here, and thousands come back at once. */
function isAbout(kind: ContactEvent['kind']): boolean {
  return kind.startsWith('reaction.') || (kind.startsWith('message.') && kind !== 'message.created')
}

function bringsWords(kind: ContactEvent['kind']): boolean {
  return kind === 'message.created' || kind === 'message.edited'
}
