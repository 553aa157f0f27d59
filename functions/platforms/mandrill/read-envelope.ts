import * as z from 'zod'
import { compact } from '../../core/compact.ts'
import type { Envelope } from '../../kits/mail/mail.ts'
import type { InboundMessage } from './payload.ts'

const verdict = z.enum(['pass', 'fail', 'softfail', 'neutral', 'none', 'temperror', 'permerror'])

/**
 * What Mandrill's mail server saw: recipient, SPF, and whether a DKIM signature holds, but not whose. It tells no
 * envelope sender.
 */
export function readEnvelope({ email, spf, dkim }: InboundMessage): Envelope {
  const signature =
    dkim?.signed === false ? ('none' as const) : dkim?.valid === true ? ('pass' as const) : undefined
  return {
    to: email ? [email] : [],
    authentication: compact({ spf: verdict.safeParse(spf?.result?.toLowerCase()).data, dkim: signature }),
    method: 'hmac-sha1',
  }
}
