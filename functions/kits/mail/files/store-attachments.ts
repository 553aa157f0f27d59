import type { Attachment } from '../../../../schemas/contact-event.ts'
import type { NormalizeResult } from '../../../contracts/platform.ts'
import { sha256 } from '../../../core/ids.ts'
import { extensionOf, keyName, safeFileName } from '../../../text/file-name.ts'
import { shorten } from '../../../text/fit.ts'
import { readHeaders } from '../headers/read-headers.ts'
import type { Mail, MailAttachment } from '../mail.ts'
import { sniffMediaType } from './sniff-media-type.ts'

type StoredObject = NormalizeResult['objects'][number]

/** Attachments by reference, and the objects that they refer to: the same bytes under the same name are one. */
export function storeAttachments({ attachments }: Mail): {
  attachments: Attachment[]
  objects: StoredObject[]
} {
  const objects = new Map<string, StoredObject>()
  const references = attachments.map((attachment): Attachment => {
    const type = sniffMediaType(attachment.bytes, attachment.type)
    const name =
      safeFileName(attachment.name ?? nestedSubject(attachment)) ?? `attachment.${extensionOf(type)}`
    const hash = sha256(attachment.bytes)
    const key = `attachments/${hash}/${keyName(name)}`
    objects.set(key, { key, bytes: attachment.bytes, type })
    return {
      type,
      state: 'stored',
      key,
      name,
      size: attachment.bytes.length,
      sha256: hash,
      ...(attachment.contentId && { contentId: attachment.contentId }),
    }
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
