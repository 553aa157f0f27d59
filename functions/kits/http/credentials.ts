import * as z from 'zod'
import type { SignIn } from './json-api.ts'

/** A setting that goes into a header as it is. */
export const headerToken = z.string().regex(/^[\x21-\x7e]+$/, 'must be printable ASCII without spaces')

const userName = z.string().regex(/^[^:\p{Cc}]+$/u, 'must hold no colon')

/** A setting that signs in: `{ token }`, or `{ user, password }`. */
export const credentials = z.union([
  z.strictObject({ token: headerToken }),
  z.strictObject({ user: userName, password: z.string().min(1) }),
])

/** Signs in with what does not expire. @param scheme of a token: `Bearer` */
export function signInWith(given: z.infer<typeof credentials>, scheme: string): SignIn {
  const authorization =
    'token' in given ? `${scheme} ${given.token}` : basicAuthorization(given.user, given.password)
  return (send) => send(authorization)
}

/** HTTP Basic, RFC 7617. */
export function basicAuthorization(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
}
