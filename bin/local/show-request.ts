import { isUtf8 } from 'node:buffer'
import type { WatchedRequest } from '../../functions/deliver/watch-requests.ts'
import type { SentRequest } from './sent-requests.ts'

/** Bytes of a body that are shown. */
const maxBody = 64 * 1024
/** Characters of a header or an address. */
const maxLine = 2000
const maxHeaders = 40
const hidden = '•••'

/** What says who asks may stand in any other header. */
const shownHeaders =
  /^(?:accept|content-(?:type|length|disposition)|ce-[a-z0-9]{1,40}|idempotency-key|if-match|prefer|user-agent|webhook-(?:id|timestamp))$/

/** What can be shown of a request: no secret in any form that it may have been sent in, and no more than fits on a page. */
export function showRequest(request: WatchedRequest): SentRequest {
  const { destination, eventId, attempt, at, ms, method, url, headers, body, status, code } = request
  const mask = masker(request.secrets)
  const bytes = typeof body === 'string' ? Buffer.from(body) : (body ?? new Uint8Array())
  const text = textOf(bytes)
  return {
    destination,
    eventId,
    attempt,
    at: at.toISOString(),
    ms,
    method,
    url: mask(withoutUser(url)).slice(0, maxLine),
    headers: Object.fromEntries(
      Object.entries(headers)
        .slice(0, maxHeaders)
        .map(([name, value]) => {
          const key = name.toLowerCase()
          return [key, shownHeaders.test(key) ? mask(value).slice(0, maxLine) : hidden]
        }),
    ),
    ...(text !== undefined && text !== '' && { body: mask(text).slice(0, maxBody) }),
    bytes: bytes.length,
    isCut: text !== undefined && bytes.length > maxBody,
    ...(status !== undefined && { status }),
    ...(code !== undefined && { code }),
  }
}

/** A file is no text. It is longer than what is shown: half of a secret that stands at its end is cut off later. */
function textOf(bytes: Uint8Array): string | undefined {
  return isUtf8(bytes) ? Buffer.from(bytes.subarray(0, 2 * maxBody)).toString() : undefined
}

function withoutUser(url: string): string {
  const parsed = URL.parse(url)
  if (!parsed) return hidden
  parsed.username = ''
  parsed.password = ''
  return parsed.href
}

function masker(secrets: readonly string[]): (text: string) => string {
  const forms = new Set(secrets.filter((each) => each !== '').flatMap(formsOf))
  // The longest first, of which another may be a part.
  const ordered = [...forms].sort((one, other) => other.length - one.length)
  return (text) => ordered.reduce((rest, form) => rest.replaceAll(form, hidden), text)
}

/** As JSON, an address, a form, Basic authentication, or base64 have it. */
function formsOf(secret: string): string[] {
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret.toWellFormed()),
    new URLSearchParams({ s: secret }).toString().slice(2),
    Buffer.from(secret).toString('base64'),
    Buffer.from(secret).toString('base64url'),
  ]
}
