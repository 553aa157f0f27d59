import { posix } from 'node:path'
import { Marked, type Token } from 'marked'
import { headingAnchor } from '../heading-anchor.ts'
import type { Page } from './read-pages.ts'

export interface Rendered {
  readonly html: string
  /** Files of the project that the page leads to, and what each is called in the site. */
  readonly files: ReadonlyMap<string, string>
  readonly sections: readonly Section[]
}

/** What the search finds. */
export interface Section {
  readonly title: string
  readonly anchor: string
  readonly text: string
}

/** @param pages paths of all pages, which links lead to as pages */
export function renderMarkdown({ path, markdown }: Page, pages: ReadonlySet<string>): Rendered {
  const files = new Map<string, string>()
  const marked = new Marked({
    renderer: {
      heading({ tokens, depth, text }) {
        const anchor = headingAnchor(text)
        const link = `<a class="anchor" href="#${anchor}" aria-hidden="true" tabindex="-1">#</a>`
        return `<h${depth} id="${anchor}">${this.parser.parseInline(tokens)}${link}</h${depth}>\n`
      },
      // A page holds no HTML: what looks so is a place to fill in.
      html: ({ text }) => escapeHtml(text),
    },
    walkTokens(token) {
      if (token.type === 'link' || token.type === 'image') token['href'] = hrefOf(String(token['href']))
    },
  })

  function hrefOf(href: string): string {
    const [file = '', anchor] = href.split('#')
    if (absolute.test(href) || file === '') return href
    const target = posix.normalize(posix.join(posix.dirname(path), file))
    if (pages.has(target)) return `${siteName(file)}${anchor === undefined ? '' : `#${anchor}`}`
    files.set(target, fileName(target))
    return fileName(file)
  }

  const html = String(marked.parse(markdown, { async: false }))
  return { html, files, sections: sectionsOf(new Marked().lexer(markdown)) }
}

/** What a page is called in the site, relative as it was. */
export function siteName(path: string): string {
  return path.replace(readme, 'index.md').replace(extension, '.html')
}

/** Browsers show text where they would not show a program; what has no extension is a folder. */
function fileName(path: string): string {
  return shown.test(path) || posix.extname(path) === '' ? path : `${path}.txt`
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

function sectionsOf(tokens: readonly Token[]): Section[] {
  const sections: Section[] = []
  for (const token of tokens) {
    if (token.type === 'heading') {
      const title = plain(String(token['text']))
      sections.push({ title, anchor: headingAnchor(String(token['text'])), text: '' })
      continue
    }
    const last = sections.pop() ?? { title: '', anchor: '', text: '' }
    sections.push({ ...last, text: `${last.text} ${plain(token.raw)}`.trim() })
  }
  return sections
}

/** Markdown as it reads; good enough to be searched. */
function plain(markdown: string): string {
  return markdown.replace(targets, ']').replace(signs, ' ').replace(blanks, ' ').trim()
}

const absolute = /^\w+:/
const readme = /(?<=^|\/)README\.md$/
const extension = /\.md$/
const shown = /\.(?:png|svg|jpe?g|json|txt)$/
const targets = /\]\([^)\s]{1,500}\)/g
const signs = /[`*|[\]#]+|-{3,}/g
const blanks = /\s+/g
