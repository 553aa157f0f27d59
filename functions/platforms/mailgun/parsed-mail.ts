import * as z from 'zod'
import type { NormalizeResult } from '../../contracts/platform.ts'
import { compact } from '../../core/compact.ts'
import { MalformedPayload } from '../../core/errors.ts'
import { gatewayAttachment, shownContentIds } from '../../kits/mail/files/gateway-attachment.ts'
import { type MailHeader, MailHeaders } from '../../kits/mail/headers/mail-headers.ts'
import { mailLimits } from '../../kits/mail/limits.ts'
import type { Mail } from '../../kits/mail/mail.ts'
import type { FormPart } from '../../kits/mail/multipart-form.ts'
import { readParsed } from '../../kits/mail/read-parsed.ts'
import { digestOf, readJson, valuesOf } from './fields.ts'

const headerList = z.array(z.unknown())
const header = z.tuple([z.string().min(1), z.string()])
const byContentId = z.record(z.string(), z.unknown())
const lineBreaks = /[\r\n]+[ \t]*/g
/** Fields that stand in where `message-headers` has not the header. */
const repeated = [
  'From',
  'To',
  'Cc',
  'Subject',
  'Date',
  'Message-Id',
  'In-Reply-To',
  'References',
  'Reply-To',
]

/** The mail that Mailgun took apart; its texts are UTF-8. @throws MalformedPayload `mail_too_complex` */
export function readParsedMail(parts: readonly FormPart[]): {
  mail: Mail
  unread: NormalizeResult['quarantined']
} {
  const { headers, unread } = readHeaders(parts)
  const text = valuesOf(parts, 'body-plain').at(-1)
  const html = valuesOf(parts, 'body-html').at(-1)
  const attachments = readFiles(parts, html)
  return {
    mail: { headers, ...readParsed(compact({ text, html, attachments })), digest: digestOf(parts) },
    unread,
  }
}

function readHeaders(parts: readonly FormPart[]): {
  headers: MailHeaders
  unread: NormalizeResult['quarantined']
} {
  const [text] = valuesOf(parts, 'message-headers')
  const given = headerList.safeParse(readJson(text)).data
  const list: MailHeader[] = []
  const rest: unknown[] = []
  for (const each of given ?? []) {
    const [name, value] = header.safeParse(each).data ?? []
    if (name === undefined || value === undefined) rest.push(each)
    else list.push({ name, value: value.replace(lineBreaks, ' ') })
  }
  const standIns = repeated.flatMap((name) => {
    const value = (valuesOf(parts, name).at(-1) ?? valuesOf(parts, name.toLowerCase()).at(-1))?.replace(
      lineBreaks,
      ' ',
    )
    return value ? [{ name, value }] : []
  })
  const size = [...list, ...standIns].reduce((sum, { name, value }) => sum + name.length + value.length, 0)
  if (size > mailLimits.headerBytes)
    throw new MalformedPayload('mail_too_complex', `the headers exceed ${mailLimits.headerBytes} characters`)
  const isUnread = rest.length > 0 || (text !== undefined && given === undefined)
  return {
    headers: new MailHeaders(list).completedBy(standIns),
    unread: isUnread
      ? [{ what: 'message-headers', why: 'is no list of names and values', part: given ? rest : text }]
      : [],
  }
}

function readFiles(parts: readonly FormPart[], html: string | undefined): Mail['attachments'] {
  const files = parts.filter(({ filename }) => filename !== undefined)
  const map = byContentId.safeParse(readJson(valuesOf(parts, 'content-id-map')[0])).data ?? {}
  const contentIds = new Map(Object.entries(map).map(([id, name]) => [name, id]))
  const shown = shownContentIds(html)
  return files.map(({ name, filename, type, bytes }) =>
    gatewayAttachment({ name: filename, type, contentId: contentIds.get(name), bytes }, shown),
  )
}
