import type { ContactEvent } from '../../schemas/contact-event.ts'
import type { NormalizeResult } from '../contracts/platform.ts'
import { personKey } from '../core/person-key.ts'

const prefix = 'attachments/'

/**
 * Puts the files of a message under the key of the person who sent it, or to whom the company did:
 * `attachments/<key of the person>/…`. So they are found when the person is erased, however old they are, and the same
 * file of somebody else is another object.
 */
export function assignAttachments(result: NormalizeResult): NormalizeResult {
  const owners = new Map<string, Set<string>>()
  const owned = (key: string, owner: string) => {
    owners.set(key, (owners.get(key) ?? new Set()).add(owner))
    return `${prefix}${owner}/${key.slice(prefix.length)}`
  }
  const events = result.events.map((event): ContactEvent => {
    const { message } = event
    if (!message?.attachments.some(({ key }) => key?.startsWith(prefix))) return event
    const owner = ownerOf(event)
    const attachments = message.attachments.map((each) =>
      each.key?.startsWith(prefix) ? { ...each, key: owned(each.key, owner) } : each,
    )
    return { ...event, message: { ...message, attachments } }
  })
  const objects = result.objects.flatMap((object) => {
    const own = [...(owners.get(object.key) ?? [])]
    return own.length === 0 ? [object] : own.map((owner) => ({ ...object, key: owned(object.key, owner) }))
  })
  return { ...result, events, objects }
}

function ownerOf({ author, recipients = [], account }: ContactEvent): string {
  if (author?.role === 'customer' && author.id !== undefined)
    return personKey({ id: author.id, scope: author.scope })
  const to = recipients
    .map(({ id, email }) => email ?? id)
    .find((id) => id !== undefined && id !== account.id)
  return to === undefined ? 'company' : personKey({ id: to })
}
