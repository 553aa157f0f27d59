import * as z from 'zod'
import type { NormalizeResult } from '../../contracts/platform.ts'
import type { Envelope } from '../../kits/mail/mail.ts'
import { type Fields, readJsonField } from './fields.ts'

const envelopeField = z.looseObject({
  from: z.string().optional(),
  to: z.union([z.array(z.string()), z.string().transform((one) => [one])]).optional(),
})

const verdict = z.enum(['pass', 'fail', 'softfail', 'neutral', 'none', 'temperror', 'permerror'])
const passedDomain = /@([^\s@:,{}]{1,255})\s{0,20}:\s{0,20}pass\b/gi
const dkimVerdict = /:\s*([a-z]+)\s*(?=[,}]|$)/gi

/** What SendGrid's mail server saw: envelope, SPF, DKIM. */
export function readEnvelope(fields: Fields): { envelope: Envelope; unread: NormalizeResult['quarantined'] } {
  const bytes = fields.bytes.get('envelope')
  const sender = readJsonField(bytes, envelopeField)
  const spf = verdict.safeParse(fields.text('spf')?.trim().toLowerCase())
  const signatures = fields.text('dkim') ?? ''
  const dkim = readDkim(signatures)
  const signers = Array.from(signatures.matchAll(passedDomain), ([, domain = '']) => domain.toLowerCase())
  return {
    envelope: {
      ...(sender?.from !== undefined && { from: sender.from }),
      to: sender?.to ?? [],
      authentication: { ...(spf.success && { spf: spf.data }), ...(dkim && { dkim }) },
      ...(signers.length > 0 && { signers }),
      method: 'ecdsa-p256',
    },
    unread:
      bytes && !sender
        ? [{ what: 'envelope', why: 'is not {"to": [...], "from": "..."}', part: fields.text('envelope') }]
        : [],
  }
}

/** `{@acme.test : pass, @list.test : fail}` or `none`: one signature that holds is enough, as for DMARC. */
function readDkim(field: string): z.infer<typeof verdict> | undefined {
  const plain = verdict.safeParse(field.trim().toLowerCase())
  if (plain.success) return plain.data
  const found = Array.from(
    field.matchAll(dkimVerdict),
    ([, word]) => verdict.safeParse(word?.toLowerCase()).data,
  )
  return found.find((each) => each === 'pass') ?? found.find((each) => each !== undefined)
}
