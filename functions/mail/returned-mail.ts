import { headerAddresses, headerValue } from './header-values.ts'
import { htmlToText } from './html-text.ts'
import type { Mail, MailHeader } from './mail.ts'
import { readHeaders } from './read-headers.ts'

/** What a mail system tells in prose, and the headers of the mail that it returns. */
export interface ReturnedMail {
  readonly prose: string
  readonly headers: readonly MailHeader[]
}

const originalTypes = ['message/rfc822', 'text/rfc822-headers', 'message/global', 'message/global-headers']
/** qmail, Exim, sendmail, GMX: `--- Below this line is a copy of the message.` */
const separator = /^[ \t]{0,80}-{2,80}.{0,100}\b(?:message|mail|headers?|nachricht|kopfzeilen)\b.{0,100}$/gim
const longestProse = 100_000
const mostSeparators = 10
const address = /[^\s<>()[\]"',;:]{1,100}@[^\s<>()[\]"',;:]{1,255}/g
const fullStop = /\.$/

/** The mail that a report is about: a part of its own, else behind a line in the text. */
export function readReturnedMail(mail: Mail): ReturnedMail {
  const prose = (mail.text ?? htmlToText(mail.html ?? '')).slice(0, longestProse)
  const part = mail.attachments.find(({ type }) => originalTypes.includes(type.toLowerCase()))
  if (part !== undefined) return { prose, headers: readHeaders(part.bytes) }
  for (const match of [...prose.matchAll(separator)].slice(0, mostSeparators)) {
    const headers = readHeaders(Buffer.from(prose.slice(match.index + match[0].length).trimStart()))
    if (headerValue(headers, 'Message-ID') !== undefined)
      return { prose: prose.slice(0, match.index), headers }
  }
  return { prose, headers: [] }
}

/** Whom the returned mail did not reach: those of its recipients whom the prose names, or the only one. */
export function readUnreached({ prose, headers }: ReturnedMail): string[] {
  const recipients = ['To', 'Cc', 'Bcc'].flatMap((name) =>
    headerAddresses(headers, name).flatMap(({ email }) => email ?? []),
  )
  const named = new Set(
    Array.from(prose.matchAll(address), ([each]) => each.toLowerCase().replace(fullStop, '')),
  )
  return recipients.length === 1 ? recipients : [...new Set(recipients)].filter((each) => named.has(each))
}
