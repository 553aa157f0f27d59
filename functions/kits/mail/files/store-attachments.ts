import type { Attachment } from '../../../../schemas/contact-event.ts'
import { shorten } from '../../../text/fit.ts'
import { readHeaders } from '../headers/read-headers.ts'
import type { Mail, MailAttachment } from '../mail.ts'
import { type StoredObject, storeFile } from './store-file.ts'

/** Attachments by reference, and the objects that they refer to: the same bytes under the same name are one. */
export function storeAttachments({ attachments }: Mail): {
  attachments: Attachment[]
  objects: StoredObject[]
} {
  const objects = new Map<string, StoredObject>()
  const references = attachments.map((given): Attachment => {
    const name = given.name ?? nestedSubject(given)
    const { attachment, object } = storeFile({ name, type: given.type, bytes: given.bytes })
    objects.set(object.key, object)
    return { ...attachment, ...(given.contentId && { contentId: given.contentId }) }
  })
  return { attachments: references, objects: [...objects.values()] }
}

function nestedSubject({ type, bytes }: MailAttachment): string | undefined {
  if (type.toLowerCase() !== 'message/rfc822') return undefined
  const subject = readHeaders(bytes).text('Subject')
  return subject === undefined
    ? undefined
    : `${shorten(subject.replaceAll('/', '_'), 80, { mark: '' }).text}.eml`
}
