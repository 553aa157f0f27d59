import type { GatheredFile } from '../../kits/delivery/gather-attachments.ts'
import type { Note, NoteLimits } from '../../kits/ticketing/compose-note.ts'
import { asciiFileName } from '../../text/file-name.ts'
import { fileType } from '../../text/media-type.ts'
import type { RtSettings } from './settings.ts'

export function noteLimits({ format, attachmentBytes }: RtSettings): NoteLimits {
  return {
    formats: [format],
    // RT shows no longer message than `$MaxInlineBody`, 25 kB, only a link to it.
    maxLength: 24_000,
    unit: 'bytes',
    // A request becomes a third longer by base64.
    files: { maxBytes: attachmentBytes, maxTotalBytes: 20 * 1024 * 1024 },
  }
}

/**
 * A message as REST 2.0 takes it.
 *
 * @param opens a ticket: RT 5.0.3 reads encoded file names in comments, but not there
 */
export function composeMessage(
  { subject, body, format, files }: Note,
  { opens }: { readonly opens: boolean },
) {
  return {
    Subject: subject,
    Content: body,
    ContentType: format === 'html' ? 'text/html' : 'text/plain',
    ...(files.length > 0 && { Attachments: files.map((file) => toAttachment(file, opens)) }),
  }
}

function toAttachment({ name, type, bytes }: GatheredFile, opens: boolean) {
  return {
    FileName: encodeName(opens ? asciiFileName(name) : name),
    // RT would want to read the parts of a composite one.
    FileType: fileType(type),
    FileContent: Buffer.from(bytes).toString('base64'),
  }
}

const ascii = /^[\x20-\x7e]+$/
/** At most 44 bytes, 60 characters of base64: an encoded word has at most 75 characters (RFC 2047, 2). */
const wordParts = /.{1,11}/gsu

/** RT 5.0.3 answers 500 to a name beyond Latin-1 as it is, but reads one in encoded words. */
function encodeName(name: string): string {
  // RT is written in Perl, where `0` is no name at all.
  if (ascii.test(name)) return name === '0' ? '_0' : name
  const parts = name.toWellFormed().match(wordParts) ?? []
  return parts.map((part) => `=?UTF-8?B?${Buffer.from(part).toString('base64')}?=`).join(' ')
}
