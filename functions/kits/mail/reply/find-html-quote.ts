import { htmlToText } from '../../../html/html-to-text.ts'
import type { WalkOptions } from '../../../html/walk-html.ts'
import { isBlank } from './lines.ts'
import { isRule } from './separators.ts'
import { skipQuotes } from './skip-html-quotes.ts'

/** Stand-in of programs for what only HTML shows. */
const standIn = /<(?:https?:\/\/|mailto:|tel:)[^<>\s]{1,2000}>|\[(?:cid|image|bild):[^[\]]{1,300}\]/gi
const marks = /[^\p{L}\p{N}]+/gu

export interface HtmlQuote {
  /** Whether the HTML bears the mark of any program that quotes. */
  readonly isMarked: boolean
  /** Index of the line at which the quote begins, where the lines above are what the HTML has outside of it. */
  readonly start?: number
}

/**
 * Finds in the lines of a text the place where its HTML begins to quote. The marks of HTML are of no language. In
 * time linear in both.
 *
 * @param madeOfHtml whether the lines are that HTML's own text
 */
export function findHtmlQuote(lines: readonly string[], html: string, madeOfHtml: boolean): HtmlQuote {
  let isMarked = false
  const skip: WalkOptions['skip'] = (name, attributes) => {
    const decision = skipQuotes(name, attributes)
    isMarked ||= decision !== undefined
    return decision
  }
  const outside = letters(htmlToText(html, { skip, targets: madeOfHtml }))
  if (!isMarked) return { isMarked }
  const end = findEnd(lines, outside, madeOfHtml)
  if (end === undefined) return { isMarked }
  let start = end
  while (start > 0 && (isBlank(lines[start - 1]) || isRule(lines[start - 1] ?? ''))) start--
  return { isMarked, start }
}

/** The first line behind all that stands outside of the quote. */
function findEnd(lines: readonly string[], outside: string, madeOfHtml: boolean): number | undefined {
  let read = 0
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? ''
    const told = letters(madeOfHtml ? line : line.replace(standIn, ''))
    if (told === '') continue
    if (read === outside.length) return at
    if (!outside.startsWith(told, read)) return undefined
    read += told.length
  }
  return undefined
}

export function letters(text: string): string {
  return text.replace(marks, '')
}
