import type { ContactEvent } from '../../schemas/contact-event.ts'
import type { NormalizeResult } from '../contracts/platform.ts'
import { attachmentOwner, attachmentPrefix as prefix } from '../core/attachment-owner.ts'

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
    const owner = attachmentOwner(event)
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
