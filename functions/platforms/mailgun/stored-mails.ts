import * as z from 'zod'
import type { StoredBodies, StoredContext } from '../../contracts/platform.ts'
import type { Readable } from '../../contracts/proven.ts'
import { MalformedPayload, RequestFailed } from '../../core/errors.ts'
import { sha256 } from '../../core/ids.ts'
import { isAllowedAddress } from '../../core/is-allowed-address.ts'
import { parseJson } from '../../core/json.ts'
import { fetchWithKeys } from '../../kits/http/fetch-with-keys.ts'
import type { FormPart } from '../../kits/mail/multipart-form.ts'
import { bytesOf, mayBeHeader, readJson, readParts, valuesOf } from './fields.ts'
import type { MailgunSettings } from './settings.ts'

/** Those of Mailgun's API and of what it stores: `storage-us-east4.api.mailgun.net`, `sw.api.mailgun.net` and others a region. */
const hosts = [
  ...['api.mailgun.net', '.api.mailgun.net', 'api.eu.mailgun.net', '.api.eu.mailgun.net'],
  'storage.eu.mailgun.net',
]
const messagePath = /^\/v\d{1,2}\/domains\/[^/]{1,255}\/messages\/[^/]{1,1000}$/
const ofFile = /\/attachments\/\d{1,4}$/
const stored = z.array(z.looseObject({ url: z.string() })).min(1)
const message = z.object({ 'body-mime': z.string().min(1) })

/** Mails that a route stores (`store()`), for three days: the form that tells of one names its address. */
export const storedMails: StoredBodies<MailgunSettings> = {
  isPointer: (proven) => addressIn(proven) !== undefined,
  hosts,
  fetch: fetchMail,
}

/** `attachments` of such a form: files that stay with Mailgun. */
export function storedFiles(parts: readonly FormPart[]): z.infer<typeof stored> | undefined {
  return valuesOf(parts, 'attachments')
    .map((each) => stored.safeParse(readJson(each)).data)
    .find((each) => each !== undefined)
}

/**
 * https://documentation.mailgun.com/docs/mailgun/user-manual/receive-forward-store/store-retreive
 *
 * A header of the mail becomes a field, too, and whoever sent it would say where the API key goes: what may be one is not
 * believed, and the mail is what its form says.
 */
function addressIn(proven: Readable): string | undefined {
  const parts = partsOf(proven)
  if (bytesOf(parts, 'body-mime').length > 0 || parts.some(({ filename }) => filename !== undefined))
    return undefined
  const given = ownField(parts, 'message-url')
  const ofFiles = stored
    .safeParse(readJson(ownField(parts, 'attachments')))
    .data?.[0]?.url.replace(ofFile, '')
  const isNamed = valuesOf(parts, 'message-url').length > 0
  const address = URL.parse((isNamed ? given : ofFiles) ?? '')
  if (!address || !isAllowedAddress(address, hosts) || !messagePath.test(address.pathname)) return undefined
  return `${address.origin}${address.pathname}`
}

/** What Mailgun itself says. */
function ownField(parts: readonly FormPart[], name: string): string | undefined {
  const values = valuesOf(parts, name)
  return values.length === 1 && !mayBeHeader(parts, name) ? values[0] : undefined
}

function partsOf(proven: Readable): FormPart[] {
  try {
    return readParts(proven)
  } catch (error) {
    if (error instanceof MalformedPayload) return []
    throw error
  }
}

/** @returns the form that `forward()` would have brought to an address that ends in `mime` */
async function fetchMail(
  pointer: Readable,
  context: StoredContext<MailgunSettings>,
): Promise<Readable | undefined> {
  const url = addressIn(pointer)
  if (url === undefined) return undefined
  const headersOf = (key: string) => ({
    authorization: `Basic ${Buffer.from(`api:${key}`).toString('base64')}`,
    accept: 'message/rfc2822',
  })
  const told = await fetchWithKeys({ url, keys: context.settings.apiKeys, headersOf }, context)
  if (!told) return undefined
  // It ends in the middle: of bytes that are no ASCII, JSON makes six each.
  if (told.length > context.maxBytes) return { body: told, headers: new Headers() }
  const { data } = message.safeParse(parseMessage(told))
  if (!data) throw new RequestFailed('no_raw_mail', 'the answer holds no raw mail', { uncertain: false })
  const parts = partsOf(pointer)
  const envelope = ['recipient', 'sender'].flatMap((name) =>
    bytesOf(parts, name).map((bytes) => ({ name, bytes })),
  )
  return formOf([...envelope, { name: 'body-mime', bytes: Buffer.from(data['body-mime']) }])
}

function parseMessage(told: Uint8Array): unknown {
  try {
    return parseJson(told)
  } catch {
    return undefined
  }
}

/** The same fields are the same bytes; nobody can write a mail that holds the hash of itself. */
function formOf(fields: readonly { readonly name: string; readonly bytes: Uint8Array }[]): Readable {
  const boundary = `stored-${sha256(JSON.stringify(fields.map(({ name, bytes }) => [name, sha256(bytes)]))).slice(0, 40)}`
  const parts = fields.flatMap(({ name, bytes }) => [
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n`),
    bytes,
    Buffer.from('\r\n'),
  ])
  return {
    body: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]),
    headers: new Headers({ 'content-type': `multipart/form-data; boundary=${boundary}` }),
  }
}
