import type { ContactEvent } from '../../schemas/contact-event.ts'
import { personKey } from './person-key.ts'

/**
 * Second part of the keys of an event's files, `attachments/<owner>/…`: the person who sent them, or to whom the company
 * did, by `personKey`. So they are found when the person is erased, however old they are.
 */
export function attachmentOwner({ author, recipients = [], account }: ContactEvent): string {
  if (author?.role === 'customer' && author.id !== undefined)
    return personKey({ id: author.id, scope: author.scope })
  const to = recipients
    .map(({ id, email }) => email ?? id)
    .find((id) => id !== undefined && id !== account.id)
  return to === undefined ? 'company' : personKey({ id: to })
}
