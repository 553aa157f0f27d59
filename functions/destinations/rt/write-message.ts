import type { RoutedEvent } from '../../../schemas/contact-event.ts'
import type { AttachmentAccess } from '../../contracts/destination.ts'
import { type GatheredFile, gatherAttachments } from '../../kits/delivery/gather-attachments.ts'
import { shorten } from '../../presentation/fit-text.ts'
import { type Presentation, presentEvent } from '../../presentation/present-event.ts'
import { presentationHtml } from '../../presentation/presentation-html.ts'
import { presentationText, type ShownFile } from '../../presentation/presentation-text.ts'
import type { RtSettings } from './settings.ts'

/** A message as REST 2.0 takes it, for a new ticket and for a comment. */
export interface RtMessage {
  readonly Subject: string
  readonly Content: string
  readonly ContentType: 'text/html' | 'text/plain'
  readonly Attachments?: readonly { FileName: string; FileType: string; FileContent: string }[]
}

export interface WrittenMessage {
  readonly message: RtMessage
  readonly degraded: readonly string[]
}

/** Of all files of a message; a request becomes a third longer by base64. */
const maxTotalBytes = 20 * 1024 * 1024
/** RT shows no longer message than `$MaxInlineBody`, 25 kB, only a link to it. */
const longestShown = 24_000

const words = {
  de: {
    more: ' … (gekürzt, der ganze Text steht in der Datei)',
    file: 'Nachricht.txt',
    empty: 'leere Datei',
  },
  en: { more: ' … (shortened, the whole text is in the file)', file: 'message.txt', empty: 'empty file' },
}

/**
 * @param opens a ticket: RT 5.0.3 reads encoded file names in comments, but not there
 * @param withFiles false: every attachment as a link, for a server that refused them
 */
export async function writeMessage(
  event: RoutedEvent,
  { settings, attachments }: { settings: RtSettings; attachments: AttachmentAccess },
  { opens, withFiles = true }: { opens: boolean; withFiles?: boolean },
): Promise<WrittenMessage> {
  const { format, language, timeZone, attachmentBytes } = settings
  const presentation = presentEvent(event, { language, timeZone })
  const gathered = await gatherAttachments(
    event,
    { attachments },
    { maxBytes: attachmentBytes, maxTotalBytes, ...(!withFiles && { maxCount: 0 }), language },
  )
  const files = gathered.files.filter(({ bytes }) => bytes.length > 0)
  const empty = gathered.files.filter(({ bytes }) => bytes.length === 0)
  const shown = [...gathered.shown, ...empty.map(({ name }) => ({ name, note: words[language].empty }))]
  const whole = render(presentation, shown, format)
  const tooLong = Buffer.byteLength(whole) > longestShown
  if (tooLong)
    files.unshift({
      name: words[language].file,
      type: 'text/plain',
      bytes: Buffer.from(presentationText(presentation)),
    })
  return {
    message: {
      Subject: presentation.subject,
      Content: tooLong ? renderShortened(presentation, shown, settings) : whole,
      ContentType: format === 'html' ? 'text/html' : 'text/plain',
      ...(files.length > 0 && { Attachments: files.map((file) => toAttachment(file, opens)) }),
    },
    degraded: [...gathered.degraded, ...(tooLong ? ['text_shortened'] : [])],
  }
}

function render(
  presentation: Presentation,
  shown: readonly ShownFile[],
  format: RtSettings['format'],
): string {
  return format === 'html' ? presentationHtml(presentation, shown) : presentationText(presentation, shown)
}

function renderShortened(
  { html: _html, quoted: _quoted, signature: _signature, ...presentation }: Presentation,
  shown: readonly ShownFile[],
  { format, language }: RtSettings,
): string {
  const mark = words[language].more
  for (let limit = longestShown / 2; ; limit /= 2) {
    const { text } = shorten(presentation.text, limit, { unit: 'bytes', mark })
    const rendered = render({ ...presentation, text }, shown, format)
    // Escaped text is longer, up to six times.
    if (Buffer.byteLength(rendered) <= longestShown || limit < 1000) return rendered
  }
}

/** Of these RT would want to read the parts. */
const composite = /^(multipart|message)\//

function toAttachment({ name, type, bytes }: GatheredFile, opens: boolean) {
  return {
    FileName: opens ? plainName(name) : encodeName(name),
    FileType: composite.test(type) ? 'application/octet-stream' : type,
    FileContent: Buffer.from(bytes).toString('base64'),
  }
}

const ascii = /^[\x20-\x7e]+$/
/** Three more of base64 than of bytes, and an encoded word has at most 75 characters (RFC 2047, 2). */
const wordBytes = 45

/** RT 5.0.3 answers 500 to a name beyond Latin-1 as it is, but reads one in encoded words. */
function encodeName(name: string): string {
  // RT is written in Perl, where `0` is no name at all.
  if (ascii.test(name)) return name === '0' ? '_0' : name
  const words = ['']
  for (const character of name.toWellFormed()) {
    const longer = words.at(-1) + character
    if (Buffer.byteLength(longer) <= wordBytes) words[words.length - 1] = longer
    else words.push(character)
  }
  return words.map((word) => `=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`).join(' ')
}

const marks = /\p{M}+/gu
const beyondAscii = /[^\x20-\x7e]+/g

/** `Büd 🚚.png` as `Bud _.png`. */
function plainName(name: string): string {
  return encodeName(name.normalize('NFKD').replace(marks, '').replace(beyondAscii, '_'))
}
