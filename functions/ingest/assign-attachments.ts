import type { Attachment, ContactEvent } from '../../schemas/contact-event.ts'
import type { NormalizeResult } from '../contracts/platform.ts'
import { attachmentKey, attachmentPrefix as prefix } from '../core/attachment-key.ts'
import { sha256 } from '../core/ids.ts'
import { keyName } from '../text/file-name.ts'

/**
 * Puts the files of a message under the key of the person who sent it, or to whom the company did, and of its visibility
 * (`attachmentKey`). So they are found when the person is erased, however old they are, nobody reads them who is to hold
 * nothing of that visibility, and the same file of somebody else is another object.
 *
 * @param scans whether files are scanned for malware: until then they are pending
 */
export function assignAttachments(result: NormalizeResult, scans: boolean): NormalizeResult {
  const owned = new Map<string, Set<string>>()
  const own = (attachment: Attachment, event: ContactEvent): Attachment => {
    const { key, state, size } = attachment
    if (key === undefined || !key.startsWith(prefix)) return attachment
    // There is nothing in an empty one, and nobody knows whether it would ever be scanned.
    const place = { ...placeOf(key), scans: scans && state === 'stored' && size !== 0 }
    const assigned = attachmentKey(event, place)
    owned.set(key, (owned.get(key) ?? new Set()).add(assigned))
    return { ...attachment, key: assigned, ...(place.scans && { state: 'pending' }) }
  }
  const events = result.events.map((event): ContactEvent => {
    const { message } = event
    if (!message?.attachments.some(({ key }) => key?.startsWith(prefix))) return event
    return {
      ...event,
      message: { ...message, attachments: message.attachments.map((each) => own(each, event)) },
    }
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
