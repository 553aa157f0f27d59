import { safeElements } from './elements.ts'
import { escapeText } from './escape-text.ts'
import type { Attributes } from './read-tags.ts'
import { type WalkOptions, walkHtml } from './walk-html.ts'

const anywhere = ['dir', 'lang', 'title']
const cell = ['align', 'colspan', 'rowspan', 'valign', 'width']
const allowed = new Map([
  ['a', ['href']],
  ['img', ['src', 'alt', 'height', 'width']],
  ['font', ['color']],
  ['ol', ['start', 'type']],
  ['li', ['value']],
  ['table', ['align', 'border', 'cellpadding', 'cellspacing', 'width']],
  ['td', cell],
  ['th', cell],
])
const linkTarget = /^(?:https?:\/\/|mailto:|tel:)/i
const contentId = /^cid:/i
// biome-ignore lint/suspicious/noControlCharactersInRegex: browsers drop them inside a scheme.
const ignoredInUrls = /[\x00-\x20\x7f-\xa0]+/g

/**
 * HTML that any page may show: an allow-list of tags and attributes written anew, every text escaped. No script, no
 * style, no form, nothing loaded from elsewhere: images only by `cid:`, links only to web, mail and telephone.
 */
export function toSafeHtml(html: string, options: WalkOptions = {}): string {
  const out: string[] = []
  walkHtml(
    html,
    {
      open(name, attributes) {
        if (name === 'img' && !contentId.test(attributes.get('src') ?? '')) {
          out.push(escapeText(attributes.get('alt') ?? ''))
        } else if (safeElements.has(name)) out.push(`<${name}${writeAttributes(name, attributes)}>`)
      },
      close(name) {
        if (safeElements.has(name)) out.push(`</${name}>`)
      },
      text(text) {
        out.push(escapeText(text))
      },
    },
    options,
  )
  return out.join('').trim()
}

function writeAttributes(name: string, attributes: Attributes): string {
  let written = ''
  for (const key of [...anywhere, ...(allowed.get(name) ?? [])]) {
    const value = attributes.get(key)
    const safe = value === undefined ? undefined : safeValue(key, value)
    if (safe !== undefined) written += ` ${key}="${escapeText(safe)}"`
  }
  return name === 'a' && written.includes(' href=')
    ? `${written} rel="noopener noreferrer nofollow"`
    : written
}

function safeValue(key: string, value: string): string | undefined {
  if (key !== 'href' && key !== 'src') return value
  const url = value.replace(ignoredInUrls, '')
  return (key === 'href' ? linkTarget : contentId).test(url) ? url : undefined
}
