import { type Attributes, words, wordsOfEach } from './elements.ts'
import { escapeText } from './escape-text.ts'

const anywhere = words('dir lang title')
const cell = 'align colspan rowspan valign width'
const allowed = wordsOfEach({
  a: 'href',
  img: 'src alt height width',
  font: 'color',
  ol: 'start type',
  li: 'value',
  table: 'align border cellpadding cellspacing width',
  td: cell,
  th: cell,
})
const linkTarget = /^(?:https?:\/\/|mailto:|tel:)/i
const contentId = /^cid:/i
// biome-ignore lint/suspicious/noControlCharactersInRegex: browsers drop them inside a scheme.
const ignoredInUrls = /[\x00-\x20\x7f-\xa0]+/g

/** An image that came along; nothing is loaded from elsewhere. */
export function isOwnImage(attributes: Attributes): boolean {
  return contentId.test(attributes.get('src') ?? '')
}

/** The one form of a start tag in safe HTML: attributes of an allow-list, in its order. */
export function writeStartTag(name: string, attributes: Attributes): string {
  let written = ''
  for (const key of [...anywhere, ...(allowed.get(name) ?? [])]) {
    const value = attributes.get(key)
    const safe = value === undefined ? undefined : safeValue(key, value)
    if (safe !== undefined) written += ` ${key}="${escapeText(safe)}"`
  }
  if (name === 'a' && written.includes(' href=')) written += ' rel="noopener noreferrer nofollow"'
  return `<${name}${written}>`
}

function safeValue(key: string, value: string): string | undefined {
  if (key !== 'href' && key !== 'src') return value
  const url = value.replace(ignoredInUrls, '')
  return (key === 'href' ? linkTarget : contentId).test(url) ? url : undefined
}
