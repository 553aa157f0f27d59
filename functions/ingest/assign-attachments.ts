import type { ContactEvent } from '../../schemas/contact-event.ts'
import type { NormalizeResult } from '../contracts/platform.ts'
import { attachmentKey, attachmentPrefix as prefix } from '../core/attachment-key.ts'
import { sha256 } from '../core/ids.ts'
import { keyName } from '../text/file-name.ts'

/**
 * Puts the files of a message under the key of the person who sent it, or to whom the company did, and of its visibility
 * (`attachmentKey`). So they are found when the person is erased, however old they are, nobody reads them who is to hold
 * nothing of that visibility, and the same file of somebody else is another object.
 */
export function assignAttachments(result: NormalizeResult): NormalizeResult {
  const owned = new Map<string, Set<string>>()
  const own = (key: string, event: ContactEvent) => {
    const given = placeOf(key)
    const assigned = attachmentKey(event, given.hash, given.name)
    owned.set(key, (owned.get(key) ?? new Set()).add(assigned))
    return assigned
  }
  const events = result.events.map((event): ContactEvent => {
    const { message } = event
    if (!message?.attachments.some(({ key }) => key?.startsWith(prefix))) return event
    const attachments = message.attachments.map((each) =>
      each.key?.startsWith(prefix) ? { ...each, key: own(each.key, event) } : each,
    )
    return { ...event, message: { ...message, attachments } }
  })
  const objects = result.objects.flatMap((object) => {
    const keys = [...(owned.get(object.key) ?? [])]
    return keys.length === 0 ? [object] : keys.map((key) => ({ ...object, key }))
  })
  return { ...result, events, objects }
}

/** `storeFile` names files so; what an adapter of one's own calls them decides over nobody's rights. */
const asStored = /^([0-9a-f]{64})\/([A-Za-z0-9._-]{1,255})$/

function placeOf(key: string): { hash: string; name: string } {
  const rest = key.slice(prefix.length)
  const [, hash, name] = asStored.exec(rest) ?? []
  if (hash !== undefined && name !== undefined) return { hash, name }
  return { hash: sha256(rest), name: keyName(rest.slice(rest.lastIndexOf('/') + 1)) }
}
