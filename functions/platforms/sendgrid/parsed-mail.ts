import type { NormalizeResult } from '../../contracts/platform.ts'
import { compact } from '../../core/compact.ts'
import { MalformedPayload } from '../../core/errors.ts'
import { sha256 } from '../../core/ids.ts'
import { type MailHeader, MailHeaders } from '../../kits/mail/headers/mail-headers.ts'
import { readHeaders } from '../../kits/mail/headers/read-headers.ts'
import { mailLimits } from '../../kits/mail/limits.ts'
import type { Mail } from '../../kits/mail/mail.ts'
import { readParsed } from '../../kits/mail/read-parsed.ts'
import { readAttachments } from './attachments.ts'
import type { Fields } from './fields.ts'

/** Fields that repeat a header, decoded. */
const repeated = ['From', 'To', 'Cc', 'Subject']
const beyondAscii = /[^\0-\x7f]/
const encodedWord = /=\?([^?*\s]+)(?:\*[^?\s]*)?\?[bq]\?/gi
const lineBreaks = /[\r\n]+[ \t]*/g
const none = new Uint8Array()

/**
 * The mail that SendGrid took apart: header block, text and HTML in charsets of their own, files.
 *
 * @throws MalformedPayload `mail_too_complex`
 */
export function readParsedMail(
  fields: Fields,
  body: Uint8Array,
): { mail: Mail; unread: NormalizeResult['quarantined'] } {
  const block = fields.bytes.get('headers') ?? none
  if (block.length > mailLimits.headerBytes)
    throw new MalformedPayload('mail_too_complex', `the headers exceed ${mailLimits.headerBytes} bytes`)
  const { attachments, unread } = readAttachments(fields)
  const text = fields.text('text')
  const html = fields.text('html')
  return {
    mail: {
      headers: completeHeaders(readHeaders(block), fields),
      ...readParsed(compact({ text, html, attachments })),
      digest: sha256(body),
    },
    unread,
  }
}

/** A field stands in for its header where that is missing, or in a charset that only the form can tell. */
function completeHeaders({ list }: MailHeaders, fields: Fields): MailHeaders {
  const standIns = new Map<string, MailHeader>()
  for (const name of repeated) {
    const value = fields.text(name.toLowerCase())?.replace(lineBreaks, ' ').trim()
    if (value) standIns.set(name.toLowerCase(), { name, value })
  }
  const readable = list.map((each) =>
    isReadable(each.value) ? each : (standIns.get(each.name.toLowerCase()) ?? each),
  )
  return new MailHeaders(readable).completedBy([...standIns.values()])
}

/** Not raw 8-bit characters, nor encoded words (RFC 2047) of a charset that the mapping cannot decode. */
function isReadable(value: string): boolean {
  if (beyondAscii.test(value)) return false
  return Array.from(value.matchAll(encodedWord), ([, charset = '']) => charset).every(isWhatwgLabel)
}

/** Whether `TextDecoder`, and so the mapping's reading of encoded words, knows the charset. */
function isWhatwgLabel(label: string): boolean {
  try {
    new TextDecoder(label)
    return true
  } catch {
    return false
  }
}
