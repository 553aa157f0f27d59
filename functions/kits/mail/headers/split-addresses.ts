/** One entry of an address list, its words still encoded. */
export interface RawAddress {
  /** The words before or without an address, quoted or not. */
  readonly phrase: string
  /** Words in angle brackets. */
  readonly angled?: string
  /** Words in parentheses. */
  readonly comment: string
  /** Mark that ended it, `''` for the end of the header. */
  readonly separator: string
}

const [quote, open, close] = ['"', '(', ')']
const separators = new Set([',', ';'])
/** Length of words beyond which they are no name and no address. */
const maxWords = 300
const stops = /["(<,;:\\]/g

interface Draft {
  phrase: string
  angled?: string
  comment: string
}

/**
 * Splits an address header (RFC 5322) at its commas, and at the semicolons that Outlook writes. The name of a group is
 * left out, its members stay. Quotation marks and parentheses that nothing closes are characters.
 */
export function splitAddresses(value: string): RawAddress[] {
  const entries: RawAddress[] = []
  let draft: Draft = { phrase: '', comment: '' }
  const end = (separator: string) => {
    const isEmpty = draft.phrase === '' && draft.comment === '' && draft.angled === undefined
    if (!isEmpty) entries.push({ ...draft, separator })
    draft = { phrase: '', comment: '' }
  }
  // A closing mark that was looked for in vain is not there for any later one either.
  const last = {
    quote: value.lastIndexOf(quote),
    close: value.lastIndexOf(close),
    angle: value.lastIndexOf('>'),
  }
  for (let at = 0; at < value.length; ) {
    stops.lastIndex = at
    const stop = stops.exec(value)?.index ?? value.length
    draft.phrase += value.slice(at, stop)
    at = stop
    const mark = value.charAt(at)
    if (mark === quote && last.quote > at) {
      const to = endOfQuoted(value, at)
      if (to === undefined) last.quote = -1
      draft.phrase += value.slice(at, to ?? at + 1)
      at = to ?? at + 1
    } else if (mark === open && last.close > at) {
      const to = endOfComment(value, at)
      draft.comment ||= value.slice(at + 1, to - 1)
      draft.phrase += ' '
      at = to
    } else if (mark === '<') {
      const to = endOfAngled(value, at, last.angle)
      keepAngled(draft, value.slice(at + 1, to))
      at = to + 1
    } else if (mark === ':' && isGroupName(draft.phrase)) {
      draft = { phrase: '', comment: '' }
      at++
    } else if (separators.has(mark)) {
      end(mark)
      at++
    } else {
      draft.phrase += mark
      at++
    }
  }
  end('')
  return entries
}

/** The bracket that counts is, of several, the one that has an address: `Anne <Vertrieb> <anne@kunde.test>`. */
function keepAngled(draft: Draft, angled: string): void {
  if (draft.angled?.slice(0, maxWords).includes('@') && !angled.slice(0, maxWords).includes('@')) return
  if (draft.angled !== undefined) draft.phrase += ` ${draft.angled} `
  draft.angled = angled
}

/** `mailto:` is part of an address. */
function isGroupName(phrase: string): boolean {
  if (phrase.length > maxWords) return false
  return phrase.trim().toLowerCase() !== 'mailto' && !phrase.includes('@') && !phrase.includes('[')
}

/** Place behind the closing quotation mark; a backslash takes the next character's meaning. */
function endOfQuoted(value: string, from: number): number | undefined {
  for (let at = from + 1; at < value.length; at++) {
    if (value[at] === '\\') at++
    else if (value[at] === quote) return at + 1
  }
  return undefined
}

/** Place behind the closing parenthesis; they nest. */
function endOfComment(value: string, from: number): number {
  let depth = 0
  for (let at = from; at < value.length; at++) {
    if (value[at] === '\\') at++
    else if (value[at] === open) depth++
    else if (value[at] === close && --depth === 0) return at + 1
  }
  return value.lastIndexOf(close) + 1
}

/** Place of the closing bracket, or where the next entry begins without one; a quoted local part may hold either. */
function endOfAngled(value: string, from: number, lastAngle: number): number {
  for (let at = from + 1; at < value.length; at++) {
    const mark = value[at]
    if (mark === '\\') at++
    else if (mark === '>' || mark === '<') return mark === '>' ? at : at - 1
    else if (mark === quote) at = (endOfQuoted(value, at) ?? at + 1) - 1
    else if (lastAngle < at && separators.has(mark ?? '')) return at - 1
  }
  return value.length
}
