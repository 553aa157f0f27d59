import { bareAddress } from '../headers/email-address.ts'
import type { Envelope, Mail } from '../mail.ts'
import type { MailSettings } from '../mail-settings.ts'
import type { Authentication } from './authentication.ts'
import { sameDomain } from './form.ts'

/**
 * Whether it is proven that the address in From wrote a mail: DMARC passed, or a DKIM signature of that very domain
 * holds, or it was submitted by somebody who logged in. SPF alone proves the envelope, and many share a server that
 * passes; two senders in From are none, because nobody knows which of them was checked.
 */
export function isFromProven(
  { headers }: Mail,
  envelope: Envelope,
  { verdicts, signers, authorOf, submitted }: Authentication,
  settings: MailSettings,
): boolean {
  const [from, another] = headers.addresses('From')
  if (from?.email === undefined || another !== undefined || headers.all('From').length > 1) return false
  if (submitted || isSubmissionCopy(envelope, settings)) return true
  if (verdicts.dmarc === 'fail') return false
  if (verdicts.dmarc === 'pass') return authorOf === undefined || sameDomain(authorOf, from.email)
  return verdicts.dkim === 'pass' && signers.some((signer) => sameDomain(signer, from.email))
}

/** The envelope alone tells: anyone can write a header. */
function isSubmissionCopy({ to }: Envelope, { submissionCopies }: MailSettings): boolean {
  return to.some((address) => submissionCopies.includes(bareAddress(address) ?? ''))
}
