import type { MailHeaders } from '../headers/mail-headers.ts'
import { isOwnAddress } from './own-address.ts'

const mailto = /<mailto:([^<>?\s]{3,320})/gi

/** Mail to many: its Reply-To is the list or the sender's office, and not a person who waits. */
export function isMailing(headers: MailHeaders, accounts: readonly string[]): boolean {
  const precedence = headers.get('Precedence')?.toLowerCase()
  const signed =
    headers.has('List-Id') ||
    headers.has('List-Post') ||
    precedence === 'list' ||
    (precedence === 'bulk' && headers.has('List-Unsubscribe'))
  return signed && !isOwnList(headers, accounts)
}

/** A mailbox may be a group (Google Groups): what customers write to it comes with the headers of a list. */
export function isOwnList(headers: MailHeaders, accounts: readonly string[]): boolean {
  const posts = (headers.get('List-Post') ?? '').toLowerCase().matchAll(mailto)
  return Array.from(posts, ([, address = '']) => address).some((each) => isOwnAddress(each, accounts))
}
