import type { Attachment, RoutedEvent } from '../../../schemas/contact-event.ts'
import type { AttachmentAccess } from '../../contracts/destination.ts'
import { nameFile } from '../../presentation/name-file.ts'
import type { ShownFile } from '../../presentation/presentation-text.ts'
import { type Omission, showAttachment } from '../../presentation/show-attachment.ts'
import type { Language } from '../../presentation/words/words.ts'
import { readMediaType, unknownType } from '../../text/media-type.ts'

export interface GatherOptions {
  /** Of one file. */
  readonly maxBytes: number
  /** Of all together. */
  readonly maxTotalBytes?: number
  readonly maxCount?: number
  readonly language: Language
}

export interface GatheredFile {
  /** Without any path. */
  readonly name: string
  /** The media type. */
  readonly type: string
  readonly bytes: Uint8Array
}

export interface Gathered {
  /** What the system is handed. */
  readonly files: GatheredFile[]
  /** What it is told of: by a link, or with the reason why there is none. */
  readonly shown: ShownFile[]
  /** Codes for the outcome: `attachment_linked`, `attachment_left_out`, `attachment_gone`. */
  readonly degraded: string[]
}

/**
 * A message's attachments, in their order: the stored ones as files as far as the system's limits allow, every other
 * as a line for people.
 */
export async function gatherAttachments(
  event: RoutedEvent,
  { attachments }: { readonly attachments: AttachmentAccess },
  {
    maxBytes,
    maxTotalBytes = Number.POSITIVE_INFINITY,
    maxCount = Number.POSITIVE_INFINITY,
    language,
  }: GatherOptions,
): Promise<Gathered> {
  const files: GatheredFile[] = []
  const shown: ShownFile[] = []
  const degraded = new Set<string>()
  let left = maxTotalBytes

  const omissionAt = (size: number): Omission | undefined => {
    if (files.length >= maxCount) return 'tooMany'
    return size > maxBytes || size > left ? 'tooLarge' : undefined
  }
  const show = (attachment: Attachment, omission?: Omission): void => {
    const url = omission === 'gone' ? undefined : attachments.link(attachment)
    shown.push(showAttachment(attachment, event, language, { url, omission }))
    if (omission === 'gone') degraded.add('attachment_gone')
    else if (omission !== undefined)
      degraded.add(url === undefined ? 'attachment_left_out' : 'attachment_linked')
  }

  for (const attachment of event.message?.attachments ?? []) {
    if (attachment.state !== 'stored') {
      show(attachment)
      continue
    }
    const known = omissionAt(attachment.size ?? 0)
    const bytes = known === undefined ? await attachments.read(attachment) : undefined
    const omission = known ?? (bytes === undefined ? 'gone' : omissionAt(bytes.length))
    if (bytes === undefined || omission !== undefined) {
      show(attachment, omission)
      continue
    }
    left -= bytes.length
    const name = nameFile(attachment, files.length + 1, language)
    files.push({ name, type: readMediaType(attachment.type) ?? unknownType, bytes })
  }
  return { files, shown, degraded: [...degraded] }
}
