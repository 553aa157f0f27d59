import * as z from 'zod'
import { compact } from '../../core/compact.ts'
import type { Envelope } from '../../kits/mail/mail.ts'
import { isFailed } from './verdicts.ts'

const verdict = z.object({ status: z.string() }).optional().catch(undefined)

/** https://docs.aws.amazon.com/ses/latest/dg/receiving-email-notifications-contents.html */
export const receivedMail = z.object({
  notificationType: z.literal('Received'),
  mail: z
    .object({ source: z.string().optional().catch(undefined), destination: addresses() })
    .catch({ destination: [] }),
  receipt: z
    .object({
      recipients: addresses(),
      spfVerdict: verdict,
      dkimVerdict: verdict,
      dmarcVerdict: verdict,
      spamVerdict: verdict,
      virusVerdict: verdict,
      action: z.object({ encoding: z.string().optional() }).optional().catch(undefined),
    })
    .catch({ recipients: [] }),
  content: z.string().optional().catch(undefined),
})

export type ReceivedMail = z.infer<typeof receivedMail>

function addresses() {
  return z.array(z.string()).catch([])
}

type Verdict = NonNullable<NonNullable<Envelope['authentication']>['spf']>
const verdicts = new Map<string, Verdict>([
  ['PASS', 'pass'],
  ['FAIL', 'fail'],
  ['GRAY', 'neutral'],
  ['PROCESSING_FAILED', 'temperror'],
])

/** The envelope as the rule saw it: `destination` has addresses of headers too, and stands in only where nothing else does. */
export function envelopeOf({
  mail,
  receipt,
}: ReceivedMail): Pick<Envelope, 'from' | 'to' | 'authentication' | 'found'> {
  const verdictOf = (given: { status: string } | undefined) => verdicts.get(given?.status.toUpperCase() ?? '')
  return compact({
    from: mail.source === '<>' ? '' : mail.source,
    to: receipt.recipients.length > 0 ? receipt.recipients : mail.destination,
    authentication: compact({
      spf: verdictOf(receipt.spfVerdict),
      dkim: verdictOf(receipt.dkimVerdict),
      dmarc: verdictOf(receipt.dmarcVerdict),
    }),
    found: compact({
      spam: isFailed(receipt.spamVerdict?.status),
      virus: isFailed(receipt.virusVerdict?.status),
    }),
  })
}
