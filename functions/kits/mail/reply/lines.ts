/** Length within which a line is told: nobody writes a longer header, separator or attribution. UTF-16 code units. */
export const maxMarkerLength = 500

/** Bounds of a text that is searched for quotes: nobody types more. UTF-16 code units, and lines. */
const maxTextLength = 1_000_000
const maxLines = 30_000

const whiteSpace = /\s+/g

export function isTooLong(lines: readonly string[], length: number): boolean {
  return length > maxTextLength || lines.length > maxLines
}

export function isBlank(line: string | undefined): boolean {
  return line === undefined || line.trim() === ''
}

export function isQuoted(line: string | undefined): boolean {
  return line !== undefined && line.length > 0 && line.trimStart().startsWith('>')
}

/** The first filled line from this one on, three blank ones at most passed over. */
export function nextFilled(lines: readonly string[], from: number): number {
  let at = from
  while (at < lines.length && at < from + 3 && isBlank(lines[at])) at++
  return at
}

/** Text for comparison: lower case, one kind of apostrophe, single spaces. */
export function folded(text: string): string {
  return text.toLowerCase().replaceAll('’', "'").replace(whiteSpace, ' ').trim()
}

/** Lines without the blank ones around them. */
export function joinTrimmed(lines: readonly string[]): string {
  let start = 0
  while (start < lines.length && isBlank(lines[start])) start++
  return lines.slice(start).join('\n').trimEnd()
}
