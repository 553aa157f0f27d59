import { compact } from '../../../core/compact.ts'
import { MalformedPayload } from '../../../core/errors.ts'
import { characterEnd } from '../../../text/character-end.ts'
import { receivedLine } from '../../../text/clean.ts'
import { decodeEightBit } from '../charsets/decode-text.ts'
import { bareAddress } from '../headers/email-address.ts'
import type { MailHeaders } from '../headers/mail-headers.ts'
import { readHeaders } from '../headers/read-headers.ts'
import { mailLimits } from '../limits.ts'
import { statusCode } from './status-code.ts'

/** What became of one recipient (RFC 3464, section 2.3). */
export interface RecipientStatus {
  readonly recipient?: string
  /** The address that was written to, where the mail was then forwarded. */
  readonly writtenTo?: string
  /** `pending`: late, or passed on to where nobody tells. */
  readonly outcome: 'failed' | 'delivered' | 'pending'
  /** RFC 3463, e.g. `5.1.1`. */
  readonly code?: string
  readonly diagnostic?: string
  /** Whether a mail that failed would fail again. */
  readonly permanent?: boolean
}

const addressType = /^[a-z0-9-]{1,40}\s{0,20};\s{0,20}/i
const blankLine = /\r?\n[ \t]*\r?\n/
const notLetter = /[^a-z]/
const unspecific = /^[45]\.0\.0$/
const maxDiagnostic = 500
const outcomes: ReadonlyMap<string, RecipientStatus['outcome']> = new Map([
  ['delivered', 'delivered'],
  ['delayed', 'pending'],
  ['relayed', 'pending'],
  ['expanded', 'pending'],
])

/**
 * @param isLate what the report says of itself in words, for a recipient without an action
 * @throws MalformedPayload `report_too_long`
 */
export function readStatus(bytes: Uint8Array, isLate: boolean): RecipientStatus[] {
  const blocks = decodeEightBit(bytes)
    .trim()
    .split(blankLine, mailLimits.reportRecipients + 2)
  if (blocks.length > mailLimits.reportRecipients + 1)
    throw new MalformedPayload(
      'report_too_long',
      `the delivery report tells of more than ${mailLimits.reportRecipients} recipients`,
    )
  return blocks.flatMap((block) => readRecipient(readHeaders(Buffer.from(block)), isLate) ?? [])
}

function readRecipient(fields: MailHeaders, isLate: boolean): RecipientStatus | undefined {
  const address = (name: string) => bareAddress((fields.get(name) ?? '').replace(addressType, ''))
  const writtenTo = address('Original-Recipient')
  const recipient = address('Final-Recipient') ?? writtenTo ?? address('X-Actual-Recipient')
  const names = fields.get('Final-Recipient') ?? fields.get('Original-Recipient')
  const action = fields.get('Action')?.toLowerCase().split(notLetter, 1)[0]
  const given = statusCode.exec(fields.get('Status') ?? '')?.[1]
  if (names === undefined && action === undefined && given === undefined) return undefined
  const diagnostic = receivedLine((fields.get('Diagnostic-Code') ?? '').replace(addressType, ''))
  const told = statusCode.exec(diagnostic ?? '')?.[1]
  const code = given === undefined || unspecific.test(given) ? (told ?? given) : given
  return compact({
    recipient,
    writtenTo,
    outcome: readOutcome(action, code, isLate),
    code,
    ...(diagnostic !== undefined && {
      diagnostic: diagnostic.slice(0, characterEnd(diagnostic, maxDiagnostic)),
    }),
  })
}

/** An action that nobody defined is final: whoever waits for more waits in vain. */
function readOutcome(
  action: string | undefined,
  code: string | undefined,
  isLate: boolean,
): RecipientStatus['outcome'] {
  if (action !== undefined && action !== '') return outcomes.get(action) ?? 'failed'
  if (code?.startsWith('2')) return 'delivered'
  return isLate && !code?.startsWith('5') ? 'pending' : 'failed'
}
