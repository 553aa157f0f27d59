import { blocks, headings, homes, known, tableFrame, voids } from './html-nesting.ts'

interface Open {
  readonly name: string
  /** What stands in the result; nothing where it was left out or has ended already. */
  written?: string | undefined
}

const token = /<(\/?)([a-z][a-z0-9]*)((?:[^a-z0-9<>][^<>]*)?)>|[^<]+|</gi
const visible = /\S/

/**
 * Safe HTML that also stays inside the element it is put in. A browser ends some elements by itself (`<li><div><li>`
 * ends the `div`), and their end tags then end elements of ours; so each such end is written out here, and each end tag
 * meets the element that a browser has open last (HTML standard, 13.2.6.4).
 *
 * @param html of which no attribute value holds a bare `<` or `>`
 */
export function containHtml(html: string): string {
  const open: Open[] = []
  const contained = html.replace(
    token,
    (whole, slash: string | undefined, given: string | undefined, attributes: string | undefined) => {
      const name = given?.toLowerCase()
      if (name === undefined) return writeText(open, whole)
      return slash ? writeEnd(open, name) : writeStart(open, name, attributes ?? '')
    },
  )
  return contained + endFrom(open, 0)
}

function writeText(open: readonly Open[], text: string): string {
  const left = visible.test(text) ? leaveFrame(open) : ''
  return left + (text === '<' ? '&#60;' : text)
}

function writeStart(open: Open[], name: string, attributes: string): string {
  const isVoid = voids.has(name)
  if (!known.has(name) && !isVoid) {
    open.push({ name })
    return ''
  }
  const left = homes.get(name)?.has(innermost(open)) ? '' : leaveFrame(open)
  const written = isVoid ? name : nameFor(open, name)
  const ended = blocks.has(written) ? endParagraph(open) : ''
  if (!isVoid) open.push({ name, written })
  return `${left}${ended}<${written}${written === name ? attributes : ''}>`
}

function writeEnd(open: Open[], name: string): string {
  const index = open.findLastIndex((each) => each.name === name)
  if (index < 0) return ''
  const ended = endFrom(open, index)
  open.splice(index)
  return ended
}

/** An item, cell or row that is not at home, a heading in a heading, a link in a link: all lose what they are. */
function nameFor(open: readonly Open[], name: string): string {
  if (homes.get(name)?.has(innermost(open)) === false) return 'div'
  if (headings.has(name) && open.some(({ written = '' }) => headings.has(written))) return 'div'
  return name === 'a' && open.some(({ written }) => written === 'a') ? 'span' : name
}

function innermost(open: readonly Open[]): string {
  return open.findLast(({ written }) => written !== undefined)?.written ?? ''
}

/** Between the cells of a table nothing can stand; a browser would move it. */
function leaveFrame(open: readonly Open[]): string {
  if (!tableFrame.has(innermost(open))) return ''
  return endFrom(
    open,
    open.findLastIndex(({ written }) => written === 'table'),
  )
}

function endParagraph(open: readonly Open[]): string {
  const cell = open.findLastIndex(({ written = '' }) => cells.has(written))
  const paragraph = open.findLastIndex(({ written }) => written === 'p')
  return paragraph > cell ? endFrom(open, paragraph) : ''
}

const cells = new Set(['td', 'th', 'caption'])

function endFrom(open: readonly Open[], index: number): string {
  const ending = open.slice(index).filter(({ written }) => written !== undefined)
  const tags = ending.map(({ written }) => `</${written}>`)
  for (const each of ending) each.written = undefined
  return tags.toReversed().join('')
}
