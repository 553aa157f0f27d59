import { createHmac, timingSafeEqual } from 'node:crypto'
import * as z from 'zod'
import { compact } from './compact.ts'
import { parseJson } from './json.ts'

/** What the secret `<deployment>/links` holds: `key` signs, all of them verify, so that a key can be changed. */
export const linkKeys = z.strictObject({
  key: z.string().min(32),
  others: z.array(z.string().min(32)).default([]),
})

export type LinkKeys = z.infer<typeof linkKeys>

/** An attachment in the object store that whoever has the link may open. */
export interface AttachmentLink {
  /** Key in the object store: `attachments/…`. */
  readonly key: string
  readonly name?: string | undefined
  /** Media type. */
  readonly type: string
  readonly expiresAt: Date
}

/** Short names: the link stands in texts that people read. `e` is Unix time in seconds. */
const payload = z.object({
  k: z.string(),
  n: z.string().optional(),
  t: z.string(),
  e: z.int(),
})

/** Path of links: `<base url>/attachments/<token>`. */
export const linkPath = '/attachments'

/** Whether a key names an attachment; everything else in the store is nobody's to open. */
export function isAttachmentKey(key: string | undefined): key is string {
  return key?.startsWith('attachments/') === true && !key.split('/').includes('..')
}

/** `<base64url of JSON>.<base64url of HMAC-SHA256>`: the same for the same link and key. */
export function signLink({ key, name, type, expiresAt }: AttachmentLink, { key: secret }: LinkKeys): string {
  const seconds = Math.floor(expiresAt.getTime() / 1000)
  const told: z.infer<typeof payload> = compact({ k: key, n: name, t: type, e: seconds })
  const written = Buffer.from(JSON.stringify(told)).toString('base64url')
  return `${written}.${signatureOf(written, secret)}`
}

/** What a token that one of the keys has signed says, expired or not; `undefined` for every other. */
export function readLink(token: string, { key, others }: LinkKeys): AttachmentLink | undefined {
  const [written = '', signature = '', ...rest] = token.split('.')
  if (rest.length > 0) return undefined
  const signed = [key, ...others].map((secret) => isSame(signatureOf(written, secret), signature))
  if (!signed.includes(true)) return undefined
  const told = payload.safeParse(parseJson(Buffer.from(written, 'base64url')))
  if (!told.success || !isAttachmentKey(told.data.k)) return undefined
  const { k, n, t, e } = told.data
  return compact({ key: k, name: n, type: t, expiresAt: new Date(e * 1000) })
}

/** Nothing else that is ever signed with this key can be taken for a link. */
const domain = 'netzdialog attachment link v1\n'

function signatureOf(written: string, secret: string): string {
  return createHmac('sha256', secret).update(domain).update(written).digest('base64url')
}

function isSame(expected: string, given: string): boolean {
  const [one, other] = [Buffer.from(expected), Buffer.from(given)]
  return one.length === other.length && timingSafeEqual(one, other)
}
