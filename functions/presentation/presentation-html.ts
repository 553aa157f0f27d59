import { escapeText, unescapeText } from '../html/escape-text.ts'
import { oneLine } from '../text/clean.ts'
import { webAddress } from '../text/web-address.ts'
import type { Presentation } from './present-event.ts'
import type { ShownFile } from './presentation-text.ts'
import { wordsOf } from './words/words-of.ts'

export type { ShownFile } from './presentation-text.ts'

/**
 * The same as an HTML fragment: everything escaped but a mail's own HTML, which is safe already; styles only inline,
 * nothing that is loaded from elsewhere. Outside text stands in boxes of its own, which it cannot leave. Request
 * Tracker drops a whole `style` for one property that it does not know: `border-left`, `padding-left`, `vertical-align`.
 */
export function presentationHtml(presentation: Presentation, files: readonly ShownFile[] = []): string {
  const { headline, notices, facts, text, html, quoted, signature, language } = presentation
  const words = wordsOf(language)
  return [
    `<div lang="${language}">`,
    `<p style="margin:0 0 8px"><strong><bdi>${escapeText(headline)}</bdi></strong></p>`,
    list(notices.map((notice) => `<strong>${escapeText(notice)}</strong>`)),
    table(facts.map(({ label, value, href }) => [label, anchor(value, href)])),
    files.length === 0 ? '' : `<p style="margin:8px 0 0">${escapeText(words.files.title(files.length))}:</p>`,
    list(files.map(fileItem)),
    html === undefined ? box(words.sections.message, text) : rawBox(words.sections.message, html),
    html === undefined ? box(words.sections.signature, signature) : '',
    html !== undefined && quoted !== undefined && holds(html, quoted)
      ? ''
      : box(words.sections.quoted, quoted),
    '</div>',
  ].join('')
}

const tag = /<[^<>]*>/g
const whiteSpace = /\s+/g
const probe = 40

/** Whether a mail's HTML shows the quoted text too: it was cut off only where its place was certain. */
function holds(html: string, quoted: string): boolean {
  const seen = unescapeText(html.replace(tag, ''))
  return seen.replace(whiteSpace, '').includes(quoted.replace(whiteSpace, '').slice(-probe))
}

function fileItem({ name, url, note }: ShownFile): string {
  const noted = note === undefined ? '' : ` (${escapeText(oneLine(note))})`
  return `${anchor(oneLine(name), webAddress(url))}${noted}`
}

function anchor(value: string, href: string | undefined): string {
  const text = `<bdi>${escapeText(value)}</bdi>`
  return href === undefined
    ? text
    : `<a href="${escapeText(href)}" rel="noopener noreferrer nofollow">${text}</a>`
}

function list(items: readonly string[]): string {
  if (items.length === 0) return ''
  return `<ul style="margin:0 0 8px;padding:0 0 0 20px">${items.map((item) => `<li>${item}</li>`).join('')}</ul>`
}

function table(rows: readonly (readonly [label: string, value: string])[]): string {
  if (rows.length === 0) return ''
  const cells = rows.map(
    ([label, value]) =>
      `<tr><th valign="top" style="text-align:left;padding:0 12px 0 0;font-weight:normal;color:#555555">${escapeText(label)}</th><td>${value}</td></tr>`,
  )
  return `<table style="border-collapse:collapse">${cells.join('')}</table>`
}

function box(title: string, text: string | undefined): string {
  return text ? rawBox(title, escapeText(text).replaceAll('\n', '<br>')) : ''
}

function rawBox(title: string, html: string): string {
  return `<p style="margin:12px 0 4px;color:#555555">${escapeText(title)}</p><div dir="auto" style="padding:0 0 0 10px;border-style:solid;border-width:0 0 0 3px;border-color:#999999">${html}</div>`
}
