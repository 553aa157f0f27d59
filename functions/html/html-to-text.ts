import type { Attributes } from './elements.ts'
import { LinkTargets } from './link-targets.ts'
import { type WalkOptions, walkHtml } from './walk-html.ts'

const paragraphs = new Set('blockquote dl h1 h2 h3 h4 h5 h6 ol p pre table ul'.split(' '))
const lines = new Set(
  'address article center dd div dt figcaption figure footer header li main section tr'.split(' '),
)
const spaces = /[ \t\r\n\f]+/g
/** Quotes in quotes that are marked: nobody counts further, and a prefix on each line would multiply hostile text. */
const maxQuoteDepth = 8
const emptyQuote = /^>[> ]*$/
const blankLines = /\n{3,}/g

export interface HtmlTextOptions extends WalkOptions {
  /** `false`: only the words of links, not where they lead. */
  readonly targets?: boolean
  /** Which `blockquote` is a quote and gets `> `; another is indented. Without it, every one. */
  readonly isQuote?: (attributes: Attributes) => boolean
}

/**
 * The text of HTML as a reader sees it: paragraphs apart, list items with `- `, table cells with ` | `, quoted
 * blocks with `> ` as in a text mail, links with their target: `here (https://a.test/)`.
 */
export function htmlToText(html: string, options: HtmlTextOptions = {}): string {
  const writer = new TextWriter(options)
  walkHtml(html, writer, options)
  return writer.finish()
}

/** A quote does not start with an empty line. */
function isWanted(line: string, index: number, lines: string[]): boolean {
  if (!emptyQuote.test(line)) return true
  return (lines[index - 1] ?? '').startsWith(line.trimEnd())
}

class TextWriter {
  private readonly options: HtmlTextOptions
  private readonly links = new LinkTargets()
  private readonly done: string[] = []
  private line: string[] = []
  private filled = false
  /** Line ends owed before the next text: 1 ends the line, 2 leaves one blank. */
  private owed = 0
  private readonly blockquotes: boolean[] = []
  /** The last line with anything in it. */
  private lastWords = ''
  private quotes = 0
  private preformatted = 0

  constructor(options: HtmlTextOptions) {
    this.options = options
  }

  open(name: string, attributes: Attributes): void {
    if (name === 'br') this.endLine()
    else if (name === 'img') this.text(attributes.get('alt') ?? '')
    else if (name === 'hr' || paragraphs.has(name)) this.owe(2)
    else if (lines.has(name)) this.owe(1)
    if (name === 'blockquote') this.openBlockquote(attributes)
    if (name === 'a') this.writeTarget(this.links.open(attributes))
    if (name === 'pre') this.preformatted++
    if (name === 'li') this.write('- ')
    if ((name === 'td' || name === 'th') && this.owed === 0 && this.filled) this.write(' | ')
  }

  close(name: string): void {
    if (name === 'pre') this.preformatted--
    if (name === 'a') this.writeTarget(this.links.close())
    if (paragraphs.has(name)) this.owe(2)
    else if (lines.has(name)) this.owe(1)
    if (name === 'blockquote' && this.blockquotes.pop()) this.quotes--
  }

  text(text: string): void {
    this.links.read(text)
    if (this.preformatted > 0) {
      const [first = '', ...others] = text.replaceAll('\r\n', '\n').split('\n')
      if (first !== '') this.write(first)
      for (const other of others) {
        this.endLine()
        if (other !== '') this.write(other)
      }
      return
    }
    const collapsed = text.replace(spaces, ' ')
    const atStart = this.owed > 0 || (this.line.at(-1) ?? ' ').endsWith(' ')
    const kept = atStart ? collapsed.trimStart() : collapsed
    if (kept !== '') this.write(kept)
  }

  finish(): string {
    this.flush()
    return this.done.filter(isWanted).join('\n').replaceAll('\u00a0', ' ').replace(blankLines, '\n\n').trim()
  }

  /** A block below a colon may be what somebody is said to have written, which whoever splits the text decides. */
  private openBlockquote(attributes: Attributes): void {
    const { isQuote } = this.options
    const isMarked = isQuote === undefined || this.quotes > 0 || isQuote(attributes)
    const quoted = isMarked || this.lastWords.endsWith(':')
    this.blockquotes.push(quoted)
    if (quoted) this.quotes++
  }

  private owe(ends: number): void {
    // Written now, because the depth of quotes may change before the next text.
    if (this.line.length > 0) this.flush()
    this.owed = Math.max(this.owed, ends)
  }

  private endLine(): void {
    this.settle()
    this.flush()
  }

  private writeTarget(target: string | undefined): void {
    if (target === undefined || this.options.targets === false) return
    this.write(this.line.length === 0 || this.line.at(-1)?.endsWith(' ') ? `(${target})` : ` (${target})`)
  }

  private write(text: string): void {
    this.settle()
    this.line.push(text)
    this.filled ||= text.trim() !== ''
  }

  private settle(): void {
    if (this.owed > 1 && this.done.length > 0) this.done.push(this.prefix().trimEnd())
    this.owed = 0
  }

  private flush(): void {
    const words = this.line.join('').trimEnd()
    if (words !== '') this.lastWords = words
    this.done.push(`${this.prefix()}${words}`.trimEnd())
    this.line = []
    this.filled = false
  }

  private prefix(): string {
    const indents = this.blockquotes.length - this.quotes
    return '> '.repeat(Math.min(this.quotes, maxQuoteDepth)) + '    '.repeat(Math.min(indents, maxQuoteDepth))
  }
}
