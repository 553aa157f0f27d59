import { createHash, timingSafeEqual } from 'node:crypto'
import * as z from 'zod'

/** What CloudFront sends to its origin with each request, and puts in place of one that its caller sends. */
const header = 'x-netzdialog-origin'

const key = z.string().refine((value) => value === '' || value.length >= 32)

/** What the secret `<deployment>/shield` holds: CloudFront sends one, and both count, so that they can be changed in turn. */
export const shieldKeys = z.strictObject({ first: key, second: key })

export type ShieldKeys = z.infer<typeof shieldKeys>

/** Whether a request came by CloudFront, and so by its firewall, and not straight to the address of the API. */
export function cameThroughShield(headers: Headers, { first, second }: ShieldKeys): boolean {
  const given = digest(headers.get(header) ?? '')
  // An empty key is none.
  const same = [first, second].map((each) => timingSafeEqual(digest(each), given) && each !== '')
  return same.includes(true)
}

const digest = (text: string) => createHash('sha256').update(text).digest()
