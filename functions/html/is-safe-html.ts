import { emptyElements, safeElements } from './elements.ts'
import { escapeText, unescapeText } from './escape-text.ts'
import { maxDepth, placeOf, placeOfText } from './html-nesting.ts'
import { isOwnImage, writeStartTag } from './safe-tags.ts'

const visible = /\S/

/**
 * Whether HTML is exactly what `toSafeHtml` writes, so that it can be put into an element of ours as it is. Takes time
 * linear in its length, and needs no reader of HTML: whatever one would have to interpret is not of that form.
 */
export function isSafeHtml(html: string): boolean {
  const [words = '', ...pieces] = html.split('<')
  const open: string[] = []
  return isText(words, open) && pieces.every((piece) => isTagAndText(piece, open)) && open.length === 0
}

function isTagAndText(piece: string, open: string[]): boolean {
  const end = piece.indexOf('>')
  if (end < 0) return false
  const tag = piece.slice(0, end)
  const isTag = tag.startsWith('/') ? tag.slice(1) === open.pop() : isStartTag(tag, open)
  return isTag && isText(piece.slice(end + 1), open)
}

function isText(text: string, open: readonly string[]): boolean {
  if (escapeText(unescapeText(text)) !== text) return false
  return placeOfText(open) === open.length || !visible.test(text)
}

function isStartTag(tag: string, open: string[]): boolean {
  const [name = ''] = tag.split(' ', 1)
  const attributes = readAttributes(tag)
  if (!safeElements.has(name) || `<${tag}>` !== writeStartTag(name, attributes)) return false
  if (name === 'img' && !isOwnImage(attributes)) return false
  const place = placeOf(name, open)
  if (place.name !== name || place.from !== open.length) return false
  if (!emptyElements.has(name)) open.push(name)
  return open.length <= maxDepth
}

/** The attributes of a tag of that form; of another, what does not make the same tag again. */
function readAttributes(tag: string): Map<string, string> {
  const attributes = new Map<string, string>()
  const parts = tag.split('"')
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const before = parts[at] ?? ''
    attributes.set(before.slice(before.lastIndexOf(' ') + 1, -1), unescapeText(parts[at + 1] ?? ''))
  }
  return attributes
}
