import { type Attributes, safeElements } from './elements.ts'
import { escapeText } from './escape-text.ts'
import { placeOf, placeOfText } from './html-nesting.ts'
import type { TagHandler } from './read-tags.ts'
import { isOwnImage, writeStartTag } from './safe-tags.ts'
import { voidElements, type WalkOptions, walkHtml } from './walk-html.ts'

const visible = /\S/

/**
 * HTML that any page may show: an allow-list of tags and attributes written anew, every text escaped. No script, no
 * style, no form, nothing loaded from elsewhere: images only by `cid:`, links only to web, mail and telephone.
 *
 * It also stays inside the element it is put in. A browser ends some elements by itself (`<li><div><li>` ends the
 * `div`), and their end tags then end elements of ours; so each such end is written out here, and each end tag meets
 * the element that a browser has open last. `isSafeHtml` knows the form again.
 */
export function toSafeHtml(html: string, options: WalkOptions = {}): string {
  const writer = new SafeHtmlWriter()
  walkHtml(html, writer, options)
  return writer.written.join('').trim()
}

class SafeHtmlWriter implements TagHandler {
  readonly written: string[] = []
  /** Names of the elements that are open in the result. */
  private readonly names: string[] = []
  /** Of each element that is open in the source: its index in `names`, if it was written. */
  private readonly places: (number | undefined)[] = []

  open(name: string, attributes: Attributes): void {
    const isVoid = voidElements.has(name)
    if (!safeElements.has(name)) {
      if (!isVoid) this.places.push(undefined)
    } else if (name === 'img' && !isOwnImage(attributes)) this.text(attributes.get('alt') ?? '')
    else this.writeStart(name, attributes, isVoid)
  }

  close(): void {
    const place = this.places.pop()
    if (place !== undefined) this.endFrom(place)
  }

  text(text: string): void {
    const escaped = escapeText(text)
    if (visible.test(escaped)) this.endFrom(placeOfText(this.names))
    this.written.push(escaped)
  }

  private writeStart(given: string, attributes: Attributes, isVoid: boolean): void {
    const { name, from } = placeOf(given, this.names)
    this.endFrom(from)
    this.written.push(name === given ? writeStartTag(name, attributes) : `<${name}>`)
    if (isVoid) return
    this.places.push(this.names.length)
    this.names.push(name)
  }

  private endFrom(index: number): void {
    for (const name of this.names.splice(index).reverse()) this.written.push(`</${name}>`)
  }
}
