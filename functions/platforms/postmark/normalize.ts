import type { NormalizeContext, NormalizeResult } from '../../contracts/platform.ts'
import type { Proven } from '../../contracts/proven.ts'
import { sha256 } from '../../core/ids.ts'
import { parseJson } from '../../core/json.ts'
import { mailToContact } from '../../kits/mail/mail-to-contact.ts'
import { readHeaders } from './headers.ts'
import { inboundPayload, otherWebhook } from './payload.ts'
import { readEnvelope } from './read-envelope.ts'
import { readMail } from './read-mail.ts'
import type { PostmarkSettings } from './settings.ts'

/** The MessageID of what the "Check" button of the server settings sends. */
const testId = '00000000-0000-0000-0000-000000000000'

/** One post is one mail. @throws MalformedPayload `not_json`, `not_utf8`, and those of `mailToContact` */
export async function normalizePostmark(
  { body }: Proven,
  context: NormalizeContext<PostmarkSettings>,
): Promise<NormalizeResult> {
  const value = parseJson(body)
  const other = otherWebhook.safeParse(value)
  if (other.success)
    return quarantine(
      value,
      `${other.data.RecordType} webhook`,
      'this address takes inbound mail: send it elsewhere',
    )
  const { data: payload, error } = inboundPayload.safeParse(value)
  if (!payload) {
    const fields = [...new Set(error.issues.map(({ path }) => String(path[0] ?? 'body')))]
    return quarantine(value, 'inbound mail', `${fields.join(', ')}: not as Postmark documents it`)
  }
  if (!payload.From && !payload.FromFull && !payload.RawEmail)
    return quarantine(value, 'payload', 'has none of From, FromFull, RawEmail: it is no inbound mail')

  const isTest = payload.MessageID === testId
  const digest = payload.MessageID && !isTest ? sha256(payload.MessageID) : sha256(body)
  const { headers, unread } = readHeaders(payload)
  const read = await readMail(payload, headers, digest)
  const envelope = readEnvelope(payload, headers, context.settings.accounts)
  const result = mailToContact(read.mail, envelope, context)
  return {
    ...result,
    events: isTest ? result.events.map((event) => ({ ...event, test: true })) : result.events,
    quarantined: [...result.quarantined, ...unread, ...read.unread],
  }
}

function quarantine(part: unknown, what: string, why: string): NormalizeResult {
  return { events: [], ignored: [], quarantined: [{ what, why, part }], objects: [] }
}
