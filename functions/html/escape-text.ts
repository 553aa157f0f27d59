const special = /[&<>"'`]/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: HTML has no NUL and no controls but white space.
const unprintable = /[\x00-\x08\x0b\x0c\x0e-\x1f]/g

/** Text for the content of an element and for a quoted attribute value. */
export function escapeText(text: string): string {
  return text.replace(unprintable, '').replace(special, (each) => `&#${each.charCodeAt(0)};`)
}
