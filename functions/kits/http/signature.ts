import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * Whether `signature` is the HMAC-SHA256 of `body` under one of `keys`.
 * Every key is tried, in constant time each, so that a rotation can overlap.
 *
 * @param signature as sent, without its `sha256=` prefix
 */
export function matchesHmac(
  body: Uint8Array,
  signature: string,
  keys: readonly (string | Uint8Array)[],
  encoding: 'hex' | 'base64',
): boolean {
  const given = Buffer.from(signature, encoding)
  let matches = false
  for (const key of keys) {
    const expected = createHmac('sha256', key).update(body).digest()
    if (given.length === expected.length && timingSafeEqual(given, expected)) matches = true
  }
  return matches
}

/** Compares two short texts without telling by the time where they differ. */
export function equalsSecret(given: string, secrets: readonly string[]): boolean {
  // Stryker disable next-line StringLiteral: any key does, for both texts get the same.
  const digest = (text: string) => createHmac('sha256', 'compare').update(text).digest()
  let equal = false
  for (const secret of secrets) if (timingSafeEqual(digest(given), digest(secret))) equal = true
  return equal
}
