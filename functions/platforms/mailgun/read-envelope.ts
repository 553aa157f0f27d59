import * as z from 'zod'
import { compact } from '../../core/compact.ts'
import type { MailHeaders } from '../../kits/mail/headers/mail-headers.ts'
import type { Envelope } from '../../kits/mail/mail.ts'
import type { FormPart } from '../../kits/mail/multipart-form.ts'
import { valuesOf } from './fields.ts'
import type { MailgunSettings } from './settings.ts'

const verdict = z.enum(['pass', 'fail', 'softfail', 'neutral', 'none', 'temperror', 'permerror'])
const brackets = /^\s*<|>\s*$/g

/**
 * What Mailgun's mail server saw. A field that is there twice may be a header of the mail, and a verdict, too: neither
 * is believed then. Of a DKIM signature it does not say whose it is.
 */
export function readEnvelope(
  parts: readonly FormPart[],
  headers: MailHeaders,
  { spamFilter }: MailgunSettings,
): Envelope {
  const from = only(valuesOf(parts, 'sender'))
  const to = only(valuesOf(parts, 'recipient'))
  const verdictOf = (name: string) =>
    spamFilter ? verdict.safeParse(only(headers.all(name))?.trim().toLowerCase()).data : undefined
  return {
    ...(from !== undefined && { from: from.replace(brackets, '').trim() }),
    to: to === undefined ? [] : to.split(',').flatMap((each) => each.trim() || []),
    authentication: compact({
      spf: verdictOf('X-Mailgun-Spf'),
      dkim: verdictOf('X-Mailgun-Dkim-Check-Result'),
    }),
    method: 'hmac-sha256',
  }
}

function only(values: readonly string[]): string | undefined {
  return values.length === 1 ? values[0] : undefined
}
