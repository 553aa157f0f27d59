import type { Attachment, RoutedEvent } from '../../../schemas/contact-event.ts'
import type { AttachmentAccess } from '../../contracts/destination.ts'
import { nameFile } from '../../presentation/name-file.ts'
import type { ShownFile } from '../../presentation/presentation-text.ts'
import { showAttachment } from '../../presentation/show-attachment.ts'
import type { Language } from '../../presentation/words/words.ts'
import { readMediaType } from '../../text/media-type.ts'

/** A stored attachment as a system takes it: by an address from which it fetches the file at once. */
export interface HandedFile {
  readonly attachment: Attachment
  readonly url: string
  /** Without any path. */
  readonly name: string
  /** The media type. */
  readonly type: string
}

/** What is handed over, and what people are told of instead, with codes for it. */
export function handFiles(
  event: RoutedEvent,
  attachments: AttachmentAccess,
  { files, language }: { files: 'content' | 'links'; language: Language },
): { handed: HandedFile[]; shown: ShownFile[]; degraded: string[] } {
  const handed: HandedFile[] = []
  const shown: ShownFile[] = []
  const degraded = new Set<string>()
  for (const attachment of event.message?.attachments ?? []) {
    const isStored = attachment.state === 'stored'
    const url = attachments.link(attachment)
    // Systems want a media type, and of what they keep themselves platforms say no more than `image`.
    const type = readMediaType(attachment.type)
    if (files === 'content' && isStored && url !== undefined && type !== undefined) {
      const name = nameFile(attachment, handed.length + 1, language)
      handed.push({ attachment, url, name, type })
      continue
    }
    const gone = isStored && url === undefined
    shown.push(showAttachment(attachment, event, language, { url, ...(gone && { omission: 'gone' }) }))
    if (isStored) degraded.add(gone ? 'attachment_gone' : 'attachment_linked')
  }
  return { handed, shown, degraded: [...degraded] }
}
