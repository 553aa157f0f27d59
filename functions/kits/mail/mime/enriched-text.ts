const types = new Set(['text/enriched', 'text/richtext'])
const command = /<(\/?)([A-Za-z0-9-]{1,60})>/g
const lineBreaks = /\n+/g

export function isEnriched(type: string): boolean {
  return types.has(type)
}

/** The words of `text/enriched` (RFC 1896) and its forerunner: a single line end is a blank, `<<` is `<`. */
export function enrichedToText(text: string): string {
  let silent = 0
  let from = 0
  const words: string[] = []
  const source = text.replaceAll('\r\n', '\n').replaceAll('<<', '\0')
  for (const match of source.matchAll(command)) {
    if (silent === 0) words.push(source.slice(from, match.index))
    from = match.index + match[0].length
    // Parameters are for the program, not for the reader.
    if (match[2]?.toLowerCase() === 'param') silent = match[1] === '/' ? 0 : 1
    if (match[2]?.toLowerCase() === 'nl') words.push('\n\n')
  }
  if (silent === 0) words.push(source.slice(from))
  return words
    .join('')
    .replace(lineBreaks, (breaks) => (breaks.length === 1 ? ' ' : '\n'.repeat(breaks.length - 1)))
    .replaceAll('\0', '<')
}
