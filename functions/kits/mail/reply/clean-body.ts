const lineEnd = /\r\n?/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out.
const unprintable = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff]/g

/** Line ends as `\n`; no NUL and no other control character, which stores and screens choke on. */
export function cleanBody(text: string): string {
  return text.replace(lineEnd, '\n').replace(unprintable, '')
}
