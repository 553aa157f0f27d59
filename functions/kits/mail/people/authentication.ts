import type { ContactEvent } from '../../../../schemas/contact-event.ts'
import { compact } from '../../../core/compact.ts'
import type { MailHeaders } from '../headers/mail-headers.ts'
import type { Envelope } from '../mail.ts'

type Verdicts = Pick<ContactEvent['authenticity'], 'spf' | 'dkim' | 'dmarc'>
type Verdict = NonNullable<Verdicts['spf']>

const verdicts = new Map<string, Verdict>([
  ['pass', 'pass'],
  ['fail', 'fail'],
  ['hardfail', 'fail'],
  ['policy', 'fail'],
  ['softfail', 'softfail'],
  ['neutral', 'neutral'],
  ['none', 'none'],
  ['temperror', 'temperror'],
  ['permerror', 'permerror'],
])
const result = /^\s*(spf|dkim|dmarc|auth)(?:\/\d+)?\s*=\s*([a-z]+)/i
const signer = /\bheader\.(?:d|i)\s*=\s*(?:[^\s;@]{0,64}@)?([^\s;@]{1,255})/i
const author = /\bheader\.from\s*=\s*(?:[^\s;@]{0,64}@)?([^\s;@]{1,255})/i
const comment = /\([^()]{0,500}\)/g
const quotedString = /"(?:[^"\\]|\\.){0,500}"/g
const authservId = /^\s*([^\s;]+)/

/** Facts on a mail's sender, by those who are believed. */
export interface Authentication {
  readonly verdicts: Verdicts
  /** Domains whose DKIM signatures hold. */
  readonly signers: readonly string[]
  /** The domain in From that DMARC judged, where it says. */
  readonly authorOf?: string
  /** Whether somebody logged in to send it (SMTP AUTH, RFC 8601, section 2.7.4). */
  readonly submitted: boolean
}

interface Result {
  readonly verdict: Verdict
  /** Domains whose signatures hold (DKIM), or whose address it is about (DMARC). */
  readonly domains: readonly string[]
}

/**
 * What the gateway and the company's own mail servers found (RFC 8601): only headers under a name from `authservIds`
 * are believed, the topmost first, since anyone can send such a header along. The gateway's own word goes before.
 */
export function readAuthentication(
  headers: MailHeaders,
  authservIds: readonly string[],
  gateway: Pick<Envelope, 'authentication' | 'signers' | 'authorOf'> = {},
): Authentication {
  const { authentication = {}, signers = [] } = gateway
  const found = new Map<Method, Result>()
  for (const value of headers.all('Authentication-Results')) {
    const plain = value.replace(quotedString, '').replace(comment, ' ')
    const id = authservId.exec(plain)?.[1]?.toLowerCase()
    if (id === undefined || !authservIds.includes(id)) continue
    for (const [method, result] of readResults(plain)) if (!found.has(method)) found.set(method, result)
  }
  const { auth, ...noted } = Object.fromEntries(
    [...found].map(([method, { verdict }]) => [method, verdict]),
  ) as Partial<Record<Method, Verdict>>
  const [judged] = found.get('dmarc')?.domains ?? []
  return compact({
    verdicts: { ...noted, ...authentication },
    signers: authentication.dkim === undefined ? (found.get('dkim')?.domains ?? []) : signers,
    authorOf: gateway.authorOf ?? judged,
    submitted: auth === 'pass',
  })
}

/** One result a method; a mail may carry several DKIM signatures, of which one that holds is enough. */
function readResults(value: string): Map<Method, Result> {
  const results = new Map<Method, Result>()
  for (const part of value.split(';').slice(1)) {
    const [, name = '', word = ''] = result.exec(part) ?? []
    const method = methods.find((each) => each === name.toLowerCase())
    const verdict = verdicts.get(word.toLowerCase())
    if (method === undefined || verdict === undefined) continue
    const before = results.get(method)
    if (before !== undefined && verdict !== 'pass') continue
    const domain = verdict === 'pass' ? (method === 'dmarc' ? author : signer).exec(part)?.[1] : undefined
    const domains = [...(before?.domains ?? []), ...(domain === undefined ? [] : [domain.toLowerCase()])]
    results.set(method, { verdict, domains })
  }
  return results
}

const methods = ['spf', 'dkim', 'dmarc', 'auth'] as const
type Method = (typeof methods)[number]
