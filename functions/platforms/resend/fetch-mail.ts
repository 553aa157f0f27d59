import type { StoredBodies, StoredContext } from '../../contracts/platform.ts'
import type { Readable } from '../../contracts/proven.ts'
import { RequestFailed } from '../../core/errors.ts'
import { fetchWithKeys } from '../../kits/http/fetch-with-keys.ts'
import { parseAddresses } from '../../kits/mail/headers/parse-addresses.ts'
import { isOwnAddress } from '../../kits/mail/people/own-address.ts'
import { readJson, receivedEmail, storedEmail } from './payload.ts'
import type { ResendSettings } from './settings.ts'

const api = 'https://api.resend.com/emails/receiving'

/** Mails lie with Resend, raw, under an address that is signed for an hour and that its API tells. */
export const storedMails: StoredBodies<ResendSettings> = {
  isPointer: ({ body }) => receivedEmail.safeParse(readJson(body)).success,
  // Examples name inbound-cdn.resend.com and cdn.resend.app, and speak of CloudFront.
  hosts: ['.resend.com', '.resend.app', '.cloudfront.net'],
  authorOf({ body }) {
    const from = receivedEmail.safeParse(readJson(body)).data?.data.from
    return from === undefined ? undefined : parseAddresses(from)[0]?.email
  },
  fetch: fetchMail,
}

async function fetchMail(
  pointer: Readable,
  context: StoredContext<ResendSettings>,
): Promise<Readable | undefined> {
  const { data } = receivedEmail.parse(readJson(pointer.body))
  const { apiKeys: keys } = context.settings
  const headersOf = (key: string) => ({ authorization: `Bearer ${key}`, accept: 'application/json' })
  // By default, every picture that the text shows stands in the answer once more.
  const url = `${api}/${data.email_id}?html_format=cid`
  const told = await fetchWithKeys({ url, keys, headersOf }, context)
  if (told === undefined) return undefined
  const stored = storedEmail.safeParse(readJson(told)).data
  if (!stored) throw new RequestFailed('no_raw_mail', 'the answer names no raw mail', { uncertain: false })
  // Its address is signed: a key would be of no use to it, and should not go there.
  const raw = { url: stored.raw.download_url, keys: [''], headersOf: () => ({ accept: '*/*' }) }
  const body = await fetchWithKeys(raw, context)
  if (!body) throw new RequestFailed('no_raw_mail', 'the raw mail is not there', { uncertain: false })
  return { body, headers: envelopeHeaders(data.received_for ?? [], context.settings) }
}

/**
 * Whom servers on its way received it for, as far as that is the company. A sender can write such lines, too: none is a
 * proof, as being in the copies of what people submit would be.
 */
function envelopeHeaders(receivedFor: readonly string[], settings: ResendSettings): Headers {
  const own = receivedFor
    .map((each) => each.toLowerCase().toWellFormed())
    .filter((email) => isOwnAddress(email, settings.accounts) && !settings.submissionCopies.includes(email))
  return new Headers({
    'content-type': 'message/rfc822',
    ...(own.length > 0 && { 'x-envelope-to': own.map(encodeURIComponent).join(',') }),
  })
}
