const special = /[&<>"'`]/g
const reference = /&#(\d\d);/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: HTML has no NUL and no controls but white space.
const unprintable = /[\x00-\x08\x0b\x0c\x0e-\x1f]/g

/** Text for the content of an element and for a quoted attribute value. */
export function escapeText(text: string): string {
  return text.replace(unprintable, '').replace(special, (each) => `&#${each.charCodeAt(0)};`)
}

/** The text that `escapeText` was given. */
export function unescapeText(escaped: string): string {
  return escaped.replace(reference, (_, code: string) => String.fromCharCode(Number(code)))
}
