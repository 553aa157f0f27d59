import type { ContactEvent } from '../../schemas/contact-event.ts'
import { headerValues } from './header-values.ts'
import type { MailHeader } from './mail.ts'

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
const result = /^\s*(spf|dkim|dmarc)(?:\/\d+)?\s*=\s*([a-z]+)/i
const comment = /\([^()]{0,500}\)/g
const quotedString = /"(?:[^"\\]|\\.){0,500}"/g
const authservId = /^\s*([^\s;]+)/

/**
 * What the company's own mail servers found (RFC 8601): only headers under a name from `authservIds` are believed,
 * the topmost first, since anyone can send such a header along.
 */
export function readAuthentication(headers: readonly MailHeader[], authservIds: readonly string[]): Verdicts {
  const found: Verdicts = {}
  for (const value of headerValues(headers, 'Authentication-Results')) {
    const plain = value.replace(quotedString, '').replace(comment, ' ')
    const id = authservId.exec(plain)?.[1]?.toLowerCase()
    if (id === undefined || !authservIds.includes(id)) continue
    for (const [method, verdict] of readResults(plain)) found[method] ??= verdict
  }
  return found
}

/** One verdict a method; a mail may carry several DKIM signatures, of which one that holds is enough. */
function readResults(value: string): Map<keyof Verdicts, Verdict> {
  const results = new Map<keyof Verdicts, Verdict>()
  for (const part of value.split(';').slice(1)) {
    const [, name = '', word = ''] = result.exec(part) ?? []
    const method = methods.find((each) => each === name.toLowerCase())
    const verdict = verdicts.get(word.toLowerCase())
    if (method === undefined || verdict === undefined) continue
    if (!results.has(method) || verdict === 'pass') results.set(method, verdict)
  }
  return results
}

const methods = ['spf', 'dkim', 'dmarc'] as const
