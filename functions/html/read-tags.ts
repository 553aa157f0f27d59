import { Tokenizer } from 'htmlparser2'
import { MalformedPayload } from '../core/errors.ts'
import type { Attributes } from './elements.ts'

/** Tags, attributes, entities and runs of text: a long Outlook thread has fifty thousand. */
const maxTokens = 500_000

const none: Attributes = new Map()

export interface TagHandler {
  open(name: string, attributes: Attributes): void
  close(name: string): void
  text(text: string): void
}

/**
 * Reads HTML as a flat run of tags and text, names in lower case, entities decoded.
 *
 * The tokenizer of htmlparser2 and not its parser: that one keeps its stack in an array which it shifts, so that
 * a megabyte of `<b>` costs minutes.
 *
 * @throws MalformedPayload `html_too_complex`
 */
export function readTags(html: string, handler: TagHandler): void {
  let name = ''
  let attributes: Map<string, string> | undefined
  let attribute = ''
  let value = ''
  let text = ''
  let tokens = 0
  const slice = (start: number, end: number) => html.slice(start, end)
  // The tokenizer hands out text in crumbs; one call for all of it saves more time than the tokenizer takes.
  const flush = () => {
    if (text !== '') handler.text(text)
    text = ''
  }
  const count = () => {
    if (++tokens <= maxTokens) return
    throw new MalformedPayload('html_too_complex', `the HTML has more than ${maxTokens} tokens`)
  }
  const open = () => {
    count()
    flush()
    handler.open(name, attributes ?? none)
  }
  const ignore = () => {}
  const tokenizer = new Tokenizer(
    {},
    {
      onopentagname(start, end) {
        name = slice(start, end).toLowerCase()
        attributes = undefined
      },
      onattribname(start, end) {
        count()
        attribute = slice(start, end).toLowerCase()
        value = ''
      },
      onattribdata(start, end) {
        value += slice(start, end)
      },
      onattribentity(codePoint) {
        count()
        value += String.fromCodePoint(codePoint)
      },
      onattribend() {
        attributes ??= new Map()
        if (!attributes.has(attribute)) attributes.set(attribute, value)
      },
      onopentagend: open,
      onselfclosingtag: open,
      onclosetag(start, end) {
        count()
        flush()
        handler.close(slice(start, end).toLowerCase())
      },
      ontext(start, end) {
        count()
        text += slice(start, end)
      },
      ontextentity(codePoint) {
        count()
        text += String.fromCodePoint(codePoint)
      },
      oncdata: ignore,
      oncomment: ignore,
      ondeclaration: ignore,
      onprocessinginstruction: ignore,
      onend: flush,
    },
  )
  tokenizer.write(html)
  tokenizer.end()
}
