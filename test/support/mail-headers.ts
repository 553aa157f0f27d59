import { MailHeaders } from '../../functions/kits/mail/headers/mail-headers.ts'

/** Headers of a mail by their names. */
export function mailHeaders(fields: Readonly<Record<string, string>> = {}): MailHeaders {
  return new MailHeaders(Object.entries(fields).map(([name, value]) => ({ name, value })))
}
