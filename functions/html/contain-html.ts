import { safeElements, voidElements, words } from './elements.ts'
import { escapeText } from './escape-text.ts'
import { blocks, cells, headings, homes, tableFrame } from './html-nesting.ts'
import type { Attributes, TagHandler } from './read-tags.ts'
import { walkHtml } from './walk-html.ts'

interface Open {
  /** Tag in the result; nothing where it was left out or has ended already. */
  written?: string | undefined
}

/** Columns are of no use without styles. */
const leftOut = words('col colgroup')
const attributeName = /^[a-z][a-z0-9-]{0,50}$/
const visible = /\S/

/**
 * Safe HTML that also stays inside the element it is put in. A browser ends some elements by itself (`<li><div><li>`
 * ends the `div`), and their end tags then end elements of ours; so each such end is written out here, and each end tag
 * meets the element that a browser has open last (HTML standard, 13.2.6.4).
 *
 * @param html safe but for its nesting, and so without a bound on its tokens: each escaped character is one
 */
export function containHtml(html: string): string {
  const writer = new NestingWriter()
  walkHtml(html, writer, { maxTokens: Number.POSITIVE_INFINITY })
  return writer.written.join('')
}

class NestingWriter implements TagHandler {
  readonly written: string[] = []
  private readonly elements: Open[] = []

  open(name: string, attributes: Attributes): void {
    const isVoid = voidElements.has(name)
    const isWritten = safeElements.has(name) && !leftOut.has(name)
    if (isWritten) this.writeStart(name, attributes, isVoid)
    else if (!isVoid) this.elements.push({})
  }

  close(): void {
    const { written } = this.elements.pop() ?? {}
    if (written !== undefined) this.written.push(`</${written}>`)
  }

  text(text: string): void {
    if (visible.test(text)) this.leaveFrame()
    this.written.push(escapeText(text))
  }

  private writeStart(name: string, attributes: Attributes, isVoid: boolean): void {
    if (!homes.get(name)?.has(this.innermost())) this.leaveFrame()
    const written = this.nameFor(name)
    if (blocks.has(written)) this.endParagraph()
    this.written.push(`<${written}${written === name ? writeAttributes(attributes) : ''}>`)
    if (!isVoid) this.elements.push({ written })
  }

  /** An item, cell or row that is not at home, a heading in a heading, a link in a link: all lose what they are. */
  private nameFor(name: string): string {
    const isWithin = (names: ReadonlySet<string>) =>
      this.elements.some(({ written = '' }) => names.has(written))
    if (homes.get(name)?.has(this.innermost()) === false) return 'div'
    if (headings.has(name) && isWithin(headings)) return 'div'
    return name === 'a' && isWithin(links) ? 'span' : name
  }

  private innermost(): string {
    return this.elements.findLast(({ written }) => written !== undefined)?.written ?? ''
  }

  /** Between the cells of a table nothing can stand; a browser would move it. */
  private leaveFrame(): void {
    if (tableFrame.has(this.innermost()))
      this.endFrom(this.elements.findLastIndex(({ written }) => written === 'table'))
  }

  private endParagraph(): void {
    const cell = this.elements.findLastIndex(({ written = '' }) => cells.has(written))
    const paragraph = this.elements.findLastIndex(({ written }) => written === 'p')
    if (paragraph > cell) this.endFrom(paragraph)
  }

  private endFrom(index: number): void {
    for (const element of this.elements.slice(index).reverse()) {
      if (element.written !== undefined) this.written.push(`</${element.written}>`)
      element.written = undefined
    }
  }
}

const links = words('a')

function writeAttributes(attributes: Attributes): string {
  return [...attributes]
    .filter(([name]) => attributeName.test(name))
    .map(([name, value]) => ` ${name}="${escapeText(value)}"`)
    .join('')
}
