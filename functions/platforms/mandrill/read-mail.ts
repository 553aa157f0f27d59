import type { NormalizeResult } from '../../contracts/platform.ts'
import { compact } from '../../core/compact.ts'
import { MalformedPayload } from '../../core/errors.ts'
import { sha256 } from '../../core/ids.ts'
import { gatewayAttachment, shownContentIds } from '../../kits/mail/files/gateway-attachment.ts'
import { type MailHeader, MailHeaders } from '../../kits/mail/headers/mail-headers.ts'
import { mailLimits } from '../../kits/mail/limits.ts'
import type { Mail, MailAttachment } from '../../kits/mail/mail.ts'
import { readMime } from '../../kits/mail/mime/read-mime.ts'
import { readParsed } from '../../kits/mail/read-parsed.ts'
import { type InboundMessage, inboundFile } from './payload.ts'

type Read = { mail: Mail; unread: NormalizeResult['quarantined'] }

const lineBreaks = /[\r\n]+[ \t]*/g
const toQuote = /["\\]/g
const whiteSpace = /\s+/g
const base64 = /^[A-Za-z0-9+/]*={0,2}$/
const beyondAscii = /[^\0-\x7f]/

/**
 * The raw mail where it is all ASCII, as it came; where it is not, JSON may have changed its bytes, and what Mandrill
 * read of it is taken.
 *
 * @returns undefined where there is nothing of a mail
 * @throws MalformedPayload `mail_too_complex`, and what `readMime` throws
 */
export function readMail(message: InboundMessage): Read | undefined {
  const raw = message.raw_msg
  if (raw && !beyondAscii.test(raw)) return { mail: readMime(Buffer.from(raw, 'latin1')), unread: [] }
  const { headers, unread } = readHeaders(message)
  if (headers.list.length === 0 && !message.text && !message.html)
    return raw ? { mail: readMime(Buffer.from(raw)), unread: [] } : undefined
  const files = readFiles(message)
  const text = message.text ?? undefined
  const html = message.html ?? undefined
  return {
    mail: {
      headers,
      ...readParsed(compact({ text, html, attachments: files.attachments })),
      digest: sha256(raw || JSON.stringify([headers.list, text, html])),
    },
    unread: [...unread, ...files.unread],
  }
}

/** A header that is there several times is a list. */
function readHeaders(message: InboundMessage): { headers: MailHeaders; unread: Read['unread'] } {
  const list: MailHeader[] = []
  const rest: Record<string, unknown> = {}
  for (const [name, given] of Object.entries(message.headers ?? {}))
    for (const value of Array.isArray(given) ? given : [given])
      if (name !== '' && typeof value === 'string') list.push({ name, value: value.replace(lineBreaks, ' ') })
      else rest[name] = given
  const size = list.reduce((sum, { name, value }) => sum + name.length + value.length, 0)
  if (size > mailLimits.headerBytes)
    throw new MalformedPayload('mail_too_complex', `the headers exceed ${mailLimits.headerBytes} characters`)
  const standIns: [string, string | null | undefined][] = [
    ['From', message.from_email && formatAddress(message.from_email, message.from_name)],
    ['Subject', message.subject],
  ]
  return {
    headers: new MailHeaders(list).completedBy(
      standIns.flatMap(([name, value]) => (value ? [{ name, value: value.replace(lineBreaks, ' ') }] : [])),
    ),
    unread:
      Object.keys(rest).length > 0
        ? [{ what: 'headers', why: 'some are neither text nor a list of texts', part: rest }]
        : [],
  }
}

function formatAddress(email: string, name: string | null | undefined): string {
  return name ? `"${name.replace(toQuote, '\\$&')}" <${email}>` : email
}

/** Images are known by their names in `images`, which are their content ids. */
function readFiles({ attachments, images, html }: InboundMessage): {
  attachments: MailAttachment[]
  unread: Read['unread']
} {
  const shown = shownContentIds(html)
  const given = [
    ...Object.entries(attachments ?? {}).map(([name, file]) => ({ name, file, contentId: undefined })),
    ...Object.entries(images ?? {}).map(([name, file]) => ({ name, file, contentId: name })),
  ]
  const files: MailAttachment[] = []
  const unread: Read['unread'] = []
  for (const { name, file, contentId } of given) {
    const { data } = inboundFile.safeParse(file)
    const bytes = data && readContent(data)
    if (data && bytes)
      files.push(gatewayAttachment({ name: data.name || name, type: data.type, contentId, bytes }, shown))
    else unread.push({ what: 'attachment', why: 'has no content that can be read', part: file ?? null })
  }
  return { attachments: files, unread }
}

function readContent({
  content,
  base64: isEncoded = true,
}: {
  content: string
  base64?: boolean | null | undefined
}) {
  if (isEncoded === false) return Buffer.from(content)
  const bare = content.replace(whiteSpace, '')
  return base64.test(bare) ? Buffer.from(bare, 'base64') : undefined
}
