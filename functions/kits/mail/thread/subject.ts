import { mailLanguages, otherForwardPrefixes, otherReplyPrefixes } from '../reply/languages.ts'

const whiteSpace = /\s+/g
/** Tag of mailing lists, ticket systems and mail servers: `[users]`, `[EXTERN]`, `***SPAM***`. */
const tag = /^(?:\[[^\]]{1,60}\]|\*{3,5}[^*]{1,30}\*{3,5})\s*/
/** Counter of answers: `Re[2]:`, `AW(3):`, `Re^2:`, `RE 2:`. */
const counter = /\s{0,3}(?:\[\d{1,4}\]|\(\d{1,4}\)|\^\d{1,4}| ?\d{1,4})$/
const maxPrefixLength = 30
const maxPrefixes = 50

type Prefix = 'reply' | 'forward'

const prefixes = new Map<string, Prefix>([
  ...mailLanguages.flatMap(({ replyPrefixes }) => entries(replyPrefixes, 'reply')),
  ...entries(otherReplyPrefixes, 'reply'),
  ...mailLanguages.flatMap(({ forwardPrefixes }) => entries(forwardPrefixes, 'forward')),
  ...entries(otherForwardPrefixes, 'forward'),
])

export interface Subject {
  /** Subject without prefixes, lower-case, white space collapsed: what two mails of one thread share. */
  readonly key: string
  readonly reply: boolean
  readonly forward: boolean
}

/** What the prefixes of a subject tell; the outermost one counts: `WG: Re: Störung` is a forwarded mail. */
export function readSubject(subject: string | undefined): Subject {
  let rest = subject?.trim() ?? ''
  let outermost: Prefix | undefined
  for (let count = 0; count < maxPrefixes; count++) {
    const found = readPrefix(rest)
    if (found !== undefined) {
      outermost ??= found.prefix
      rest = found.rest
    } else {
      const untagged = rest.replace(tag, '')
      if (untagged === rest || untagged === '') break
      rest = untagged
    }
  }
  return {
    key: rest.replace(whiteSpace, ' ').trim().toLowerCase(),
    reply: outermost === 'reply',
    forward: outermost === 'forward',
  }
}

/** The subject without what lists and mail servers put before it; prefixes of replies stay. */
export function withoutTags(subject: string): string {
  let rest = subject.trim()
  for (let tags = 0; tags < 5 && tag.test(rest); tags++) rest = rest.replace(tag, '')
  return rest
}

function readPrefix(subject: string): { prefix: Prefix; rest: string } | undefined {
  const start = subject.slice(0, maxPrefixLength)
  const colon = [start.indexOf(':'), start.indexOf('：')].filter((at) => at > 0)
  if (colon.length === 0) return undefined
  const end = Math.min(...colon)
  const prefix = prefixes.get(start.slice(0, end).replace(counter, '').trimEnd().toLowerCase())
  return prefix === undefined ? undefined : { prefix, rest: subject.slice(end + 1).trimStart() }
}

function entries(list: readonly string[], prefix: Prefix): [string, Prefix][] {
  return list.map((each) => [each.toLowerCase(), prefix])
}
