import { type Attributes, words } from './elements.ts'
import { maxDepth } from './html-nesting.ts'
import { readTags, type TagHandler } from './read-tags.ts'

export interface WalkOptions {
  /** Passes over an element with all that it holds; `rest`: and all that follows. */
  readonly skip?: (name: string, attributes: Attributes) => 'element' | 'rest' | undefined
}

/** Elements without an end tag. */
export const voidElements = words(
  'area base basefont br col embed frame hr img input link meta param source track wbr',
)

/** Elements whose content is no text for the reader, or not HTML. */
const unseen = words(
  'applet embed frameset iframe math noembed noframes object plaintext script style svg template textarea title xmp',
)
const blocks = 'blockquote center div dl h1 h2 h3 h4 h5 h6 hr ol p pre table ul'.split(' ')
/** Elements that an opening tag ends where the author left the end tag out. */
const impliedEnds = new Map([
  ...blocks.map((name): [string, Set<string>] => [name, new Set(['p'])]),
  ['li', new Set(['li', 'p'])],
  ['dt', new Set(['dt', 'dd', 'p'])],
  ['dd', new Set(['dt', 'dd', 'p'])],
  ['td', new Set(['td', 'th', 'p'])],
  ['th', new Set(['td', 'th', 'p'])],
  ['tr', new Set(['td', 'th', 'tr', 'p'])],
])
const hidden = /display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*hidden/i

/** Reports what a reader would see, properly nested, in time linear in the length of the HTML. */
export function walkHtml(html: string, visitor: TagHandler, { skip }: WalkOptions = {}): void {
  const stack: { name: string; shown: boolean }[] = []
  const open = new Map<string, number>()
  let passedOver = 0
  let over = false

  const pop = () => {
    const top = stack.pop()
    if (top === undefined) return
    open.set(top.name, (open.get(top.name) ?? 1) - 1)
    if (!top.shown) passedOver--
    else if (passedOver === 0) visitor.close(top.name)
  }

  const handler: TagHandler = {
    open(name, attributes) {
      const decision = over ? undefined : skip?.(name, attributes)
      over ||= decision === 'rest'
      if (over) return
      const shown = decision === undefined && !isUnseen(name, attributes)
      if (voidElements.has(name)) {
        if (shown && passedOver === 0) visitor.open(name, attributes)
        return
      }
      const ends = impliedEnds.get(name)
      while (ends?.has(stack.at(-1)?.name ?? '')) pop()
      if (stack.length >= maxDepth) return
      stack.push({ name, shown })
      open.set(name, (open.get(name) ?? 0) + 1)
      if (!shown) passedOver++
      else if (passedOver === 0) visitor.open(name, attributes)
    },
    text(text) {
      if (!over && passedOver === 0) visitor.text(text)
    },
    close(name) {
      if (over || !open.get(name)) return
      while (stack.at(-1)?.name !== name) pop()
      pop()
    },
  }
  readTags(html, handler)
  while (stack.length > 0) pop()
}

function isUnseen(name: string, attributes: Attributes): boolean {
  return unseen.has(name) || attributes.has('hidden') || hidden.test(attributes.get('style') ?? '')
}
