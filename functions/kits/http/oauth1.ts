import { createHmac } from 'node:crypto'

/** Whom a request is made for, and by which app (RFC 5849). */
export interface OAuth1Credentials {
  /** Of the app; X calls it API key. */
  readonly consumerKey: string
  readonly consumerSecret: string
  /** Of the account that let the app in. */
  readonly token: string
  readonly tokenSecret: string
}

export interface OAuth1Request {
  readonly method: string
  /** With its query, which is signed, too. */
  readonly url: URL
  readonly now: Date
  /** Another one each time. */
  readonly nonce: string
}

/** The `authorization` of a request without a form, by HMAC-SHA1. https://www.rfc-editor.org/rfc/rfc5849#section-3.4 */
export function oauth1Header(
  { method, url, now, nonce }: OAuth1Request,
  { consumerKey, consumerSecret, token, tokenSecret }: OAuth1Credentials,
): string {
  const given = {
    oauth_consumer_key: consumerKey,
    oauth_nonce: nonce,
    oauth_signature_method: 'HMAC-SHA1',
    oauth_timestamp: String(Math.floor(now.getTime() / 1000)),
    oauth_token: token,
    oauth_version: '1.0',
  }
  // By name, then by value: a space comes before whatever an encoded text has.
  const pairs = [...url.searchParams, ...Object.entries(given)]
    .map((pair) => pair.map(encode).join(' '))
    .sort()
    .map((pair) => pair.replace(' ', '='))
  const base = [method.toUpperCase(), `${url.origin}${url.pathname}`, pairs.join('&')].map(encode).join('&')
  const key = `${encode(consumerSecret)}&${encode(tokenSecret)}`
  const signature = createHmac('sha1', key).update(base).digest('base64')
  const fields = Object.entries({ ...given, oauth_signature: signature })
  return `OAuth ${fields.map(([name, value]) => `${name}="${encode(value)}"`).join(', ')}`
}

const leftByJavaScript = /[!'()*]/g

/** https://www.rfc-editor.org/rfc/rfc5849#section-3.6 */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    leftByJavaScript,
    (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
