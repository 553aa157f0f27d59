import type { RoutedEvent } from '../../../schemas/contact-event.ts'
import type { DeliveryContext } from '../../contracts/destination.ts'
import { fileName } from '../../presentation/file-name.ts'
import type { ShownFile } from '../../presentation/presentation-text.ts'
import { showAttachment } from '../../presentation/show-attachment.ts'
import type { GenesysSettings } from './settings.ts'

/** An attachment as Genesys Cloud takes it: by an address from which it fetches the file at once. */
export interface Handed {
  readonly mediaType: 'Audio' | 'File' | 'Image' | 'Video'
  readonly url: string
  readonly mime: string
  readonly filename: string
  readonly sha256?: string
}

/** What is handed over, and what people are told of instead, with codes for it. */
export function handAttachments(
  event: RoutedEvent,
  { settings, attachments }: Pick<DeliveryContext<GenesysSettings>, 'settings' | 'attachments'>,
): { handed: Handed[]; shown: ShownFile[]; degraded: string[] } {
  const { language } = settings
  const handed: Handed[] = []
  const shown: ShownFile[] = []
  const degraded = new Set<string>()
  for (const attachment of event.message?.attachments ?? []) {
    const { state, type, sha256 } = attachment
    const url = attachments.link(attachment)
    // Genesys Cloud wants a media type, and of what they keep themselves platforms say no more than `image`.
    if (
      settings.attachments === 'content' &&
      state === 'stored' &&
      url !== undefined &&
      mediaType.test(type)
    ) {
      handed.push({
        mediaType: families[type.toLowerCase().split('/')[0] ?? ''] ?? 'File',
        url,
        mime: type.toLowerCase(),
        filename: fileName(attachment, handed.length + 1, language),
        ...(sha256 !== undefined && { sha256 }),
      })
      continue
    }
    const gone = state === 'stored' && url === undefined
    shown.push(showAttachment(attachment, event, language, { url, ...(gone && { omission: 'gone' }) }))
    if (state === 'stored') degraded.add(gone ? 'attachment_gone' : 'attachment_linked')
  }
  return { handed, shown, degraded: [...degraded] }
}

const mediaType = /^[a-z0-9!#$&^_.+-]+\/[a-z0-9!#$&^_.+-]+$/i
const families: Readonly<Record<string, Handed['mediaType']>> = {
  audio: 'Audio',
  image: 'Image',
  video: 'Video',
}
