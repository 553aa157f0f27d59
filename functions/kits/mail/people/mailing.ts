import { headerValue } from '../headers/header-values.ts'
import type { MailHeader } from '../mail.ts'
import { isOwnAddress } from './own-address.ts'

const mailto = /<mailto:([^<>?\s]{3,320})/gi

/** Mail to many: its Reply-To is the list or the sender's office, and not a person who waits. */
export function isMailing(headers: readonly MailHeader[], accounts: readonly string[]): boolean {
  const value = (name: string) => headerValue(headers, name)?.toLowerCase()
  const precedence = value('Precedence')
  const signed =
    value('List-Id') !== undefined ||
    value('List-Post') !== undefined ||
    precedence === 'list' ||
    (precedence === 'bulk' && value('List-Unsubscribe') !== undefined)
  return signed && !isOwnList(headers, accounts)
}

/** A mailbox may be a group (Google Groups): what customers write to it comes with the headers of a list. */
export function isOwnList(headers: readonly MailHeader[], accounts: readonly string[]): boolean {
  const posts = (headerValue(headers, 'List-Post') ?? '').toLowerCase().matchAll(mailto)
  return Array.from(posts, ([, address = '']) => address).some((each) => isOwnAddress(each, accounts))
}
