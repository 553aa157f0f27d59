// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out.
const controls = /[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]+/g

/** Text for one line: no control characters, no bidirectional overrides; none where nothing is left. */
export function cleanText(text: string): string | undefined {
  const clean = text.replace(controls, ' ').trim()
  return clean === '' ? undefined : clean
}
