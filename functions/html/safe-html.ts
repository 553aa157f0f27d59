import type { Attributes } from './read-tags.ts'
import { type WalkOptions, walkHtml } from './walk-html.ts'

const shown = new Set(
  (
    'a abbr b big blockquote br caption center cite code col colgroup dd del div dl dt em figcaption figure font ' +
    'h1 h2 h3 h4 h5 h6 hr i img ins kbd li ol p pre q s samp small span strike strong sub sup table tbody td tfoot ' +
    'th thead tr tt u ul var'
  ).split(' '),
)
const endless = new Set(['br', 'col', 'hr', 'img'])

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
const special = /[&<>"'`]/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: HTML has no NUL and no controls but white space.
const unprintable = /[\x00-\x08\x0b\x0c\x0e-\x1f]/g

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
        } else if (shown.has(name)) out.push(`<${name}${writeAttributes(name, attributes)}>`)
      },
      close(name) {
        if (shown.has(name) && !endless.has(name)) out.push(`</${name}>`)
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

export function escapeText(text: string): string {
  return text.replace(unprintable, '').replace(special, (each) => `&#${each.charCodeAt(0)};`)
}
