import * as z from 'zod'
import type { MailHeaders } from '../../kits/mail/headers/mail-headers.ts'
import type { Envelope } from '../../kits/mail/mail.ts'
import { isOwnAddress } from '../../kits/mail/people/own-address.ts'
import type { InboundPayload } from './payload.ts'

const spfVerdict = z.enum(['pass', 'fail', 'softfail', 'neutral', 'none', 'temperror', 'permerror'])
const firstWord = /^\s*([a-z]+)/i
const angleBrackets = /^\s*<|>\s*$/g
const streamAddress = /@inbound\.postmarkapp\.com$/i

/**
 * What Postmark's mail server saw. It puts its `Return-Path` before those of the mail. Of `Received-SPF` the mail may
 * bring one of its own, so that two of them prove nothing; a verdict on DKIM is not handed over.
 *
 * @param headers those of the payload, not of its raw mail
 * @param accounts the company's own addresses and domains
 */
export function readEnvelope(
  payload: InboundPayload,
  headers: MailHeaders,
  accounts: readonly string[],
): Envelope {
  const returnPath = headers.all('Return-Path')[0]
  const [receivedSpf, another] = headers.all('Received-SPF')
  const word = another !== undefined ? undefined : firstWord.exec(receivedSpf ?? '')?.[1]
  const spf = spfVerdict.safeParse(word?.toLowerCase())
  return {
    ...(returnPath !== undefined && { from: returnPath.replace(angleBrackets, '').trim() }),
    to: readRecipients(payload, accounts),
    ...(spf.success && { authentication: { spf: spf.data } }),
    method: 'basic-auth',
  }
}

/** A mailbox that is forwarded to the stream's own address stays the account: nobody writes to `<hash>@inbound…`. */
function readRecipients(payload: InboundPayload, accounts: readonly string[]): string[] {
  const recipient = payload.OriginalRecipient
  if (!recipient) return []
  if (!streamAddress.test(recipient)) return [recipient]
  const visible = [...(payload.ToFull ?? []), ...(payload.CcFull ?? [])].map(({ Email }) =>
    (Email ?? '').toLowerCase(),
  )
  const own = visible.filter((email) => isOwnAddress(email, accounts))
  return own.length > 0 ? own : [recipient]
}
