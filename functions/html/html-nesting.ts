import { words, wordsOfEach } from './elements.ts'

const headings = words('h1 h2 h3 h4 h5 h6')
/** Elements that end a paragraph by beginning. */
const blocks = words(
  'blockquote center dd div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre table ul',
)
/** Elements that hold rows and cells and nothing else. */
const tableFrame = words('table tbody tfoot thead tr')
/** Elements that no paragraph outside of them reaches into. */
const cells = words('td th caption')

/** Elements that each of these must stand in directly. */
const homes = wordsOfEach({
  li: 'ul ol',
  dt: 'dl',
  dd: 'dl',
  caption: 'table',
  thead: 'table',
  tbody: 'table',
  tfoot: 'table',
  tr: 'table tbody tfoot thead',
  td: 'tr',
  th: 'tr',
})

/** Depth below which tags are passed over, and text is not: no reader needs more, and hostile nesting costs nothing. */
export const maxDepth = 100

interface Place {
  readonly name: string
  /** Index of the first element that must end before; their number where none must. */
  readonly from: number
}

/**
 * Where and as what an element may begin, so that a browser ends no other by itself (HTML standard, 13.2.6.4): an
 * item, cell or row that is not at home, a heading in a heading, a link in a link lose what they are.
 *
 * @param open names of the open elements, the innermost last
 */
export function placeOf(name: string, open: readonly string[]): Place {
  const isAtHome = homes.get(name)?.has(open.at(-1) ?? '') ?? false
  const left = isAtHome ? open.length : placeOfText(open)
  const around = left === open.length ? open : open.slice(0, left)
  const written = nameIn(name, around)
  return { name: written, from: blocks.has(written) ? beforeParagraph(around) : left }
}

/** Index of the first element that must end before words: between the cells of a table a browser would move them. */
export function placeOfText(open: readonly string[]): number {
  return tableFrame.has(open.at(-1) ?? '') ? open.lastIndexOf('table') : open.length
}

function nameIn(name: string, open: readonly string[]): string {
  if (homes.get(name)?.has(open.at(-1) ?? '') === false) return 'div'
  if (headings.has(name) && open.some((each) => headings.has(each))) return 'div'
  return name === 'a' && open.includes('a') ? 'span' : name
}

function beforeParagraph(open: readonly string[]): number {
  const paragraph = open.lastIndexOf('p')
  return paragraph > open.findLastIndex((each) => cells.has(each)) ? paragraph : open.length
}
