const replyPrefix = /^(?:re|aw|antw|antwort|sv|rif|ref)(?:\[\d+\]|\(\d+\)| ?\d+)?\s*:\s*/i
const forwardPrefix = /^(?:fwd?|wg|wtr|weitergeleitet|tr|rv|i)\s*:\s*/i
const whiteSpace = /\s+/g
/** Of mailing lists, ticket systems and mail servers: `[users]`, `[EXTERN]`, `***SPAM***`. */
const tag = /^(?:\[[^\]]{1,60}\]|\*{3,5}[^*]{1,30}\*{3,5})\s*/

export interface Subject {
  /** Without prefixes, lower-case, white space collapsed: what two mails of one thread share. */
  readonly key: string
  readonly reply: boolean
  readonly forward: boolean
}

/** What the prefixes of a subject tell; the outermost one counts: `WG: Re: Störung` is a forwarded mail. */
export function readSubject(subject: string | undefined): Subject {
  let rest = subject?.trim() ?? ''
  let outermost: 'reply' | 'forward' | undefined
  for (let prefixes = 0; prefixes < 50; prefixes++) {
    const prefix = [replyPrefix, forwardPrefix, tag].find((each) => each.test(rest))
    if (prefix === undefined) break
    if (prefix !== tag) outermost ??= prefix === replyPrefix ? 'reply' : 'forward'
    else if (rest.replace(tag, '') === '') break
    rest = rest.replace(prefix, '')
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
