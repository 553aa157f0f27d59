import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, normalize } from 'node:path'
import { createContext, runInContext } from 'node:vm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { buildDocsSite } from '../../../bin/tools/docs-site/build-docs-site.ts'

const project = join(import.meta.dirname, '../../..')
const hit = z.array(z.object({ url: z.string(), title: z.string(), excerpt: z.string() }))

describe('the site of the documents', () => {
  let site: string
  let pages: Map<string, string>

  beforeAll(async () => {
    site = await mkdtemp(join(tmpdir(), 'netzdialog-site-'))
    await buildDocsSite(project, site)
    const files = (await readdir(site, { recursive: true })).filter((file) => file.endsWith('.html'))
    const read = async (file: string) => [file, await readFile(join(site, file), 'utf8')] as const
    pages = new Map(await Promise.all(files.map(read)))
  })
  afterAll(() => rm(site, { recursive: true }))

  it('has every page, from the README on, each in the navigation of every other', async () => {
    const documents = (await readdir(join(project, 'docs'), { recursive: true })).filter((file) =>
      file.endsWith('.md'),
    )
    expect(pages.get('index.html')).toContain('<h1 id="netzdialog">')
    for (const document of documents) {
      const name = `docs/${document.replace(/\.md$/, '.html')}`
      expect([...pages.keys()]).toContain(name)
      expect(pages.get('index.html')).toContain(`<li><a href="${name}">`)
    }
  })

  it('leads somewhere with every link, file and heading alike', () => {
    const lost: string[] = []
    for (const [page, html] of pages)
      for (const [, href = ''] of html.matchAll(/(?:href|src)="([^"]+)"/g)) {
        if (/^\w+:/.test(href)) continue
        const [file = '', anchor] = href.replaceAll('&amp;', '&').split('#')
        const target = file === '' ? page : normalize(join(dirname(page), file))
        const isThere = existsSync(join(site, target))
        const isNamed = anchor === undefined || pages.get(target)?.includes(`id="${anchor}"`)
        if (!isThere || !isNamed) lost.push(`${page}: ${href}`)
      }
    expect(lost).toEqual([])
  })

  it('takes nothing from anywhere else, so that it is read without a network', async () => {
    for (const html of pages.values()) expect(html).not.toMatch(/<(?:script|link|img)[^>]*(?:src|href)="\w+:/)
    expect(await readFile(join(site, 'style.css'), 'utf8')).not.toMatch(/@import|url\(/)
  })

  it('shows what looks like a tag as it was written', () => {
    const html = pages.get('docs/operations.html') ?? ''
    expect(html).toContain('&lt;destination&gt;')
    expect(html).not.toMatch(/<(?:destination|name|id)>/)
  })

  describe('its search', () => {
    async function search(asked: string) {
      const context = createContext({})
      for (const file of ['pages.js', 'search.js'])
        runInContext(await readFile(join(site, file), 'utf8'), context)
      const found: unknown = runInContext(`searchPages(pages, ${JSON.stringify(asked)})`, context)
      return hit.parse(JSON.parse(JSON.stringify(found)))
    }

    it.each([
      ['Is it genuine', 'docs/consuming-events.html#is-it-genuine'],
      ['subscribed_apps', 'docs/platforms/facebook.html#'],
      ['roll back', 'docs/life-of-a-deployment.html#roll-back'],
      ['requestsPerSecond type', 'docs/settings.html#the-deployment'],
    ])('finds what is asked for: %s', async (asked, url) => {
      const found = await search(asked)
      expect(found.map((each) => each.url).some((each) => each.startsWith(url))).toBe(true)
      expect(found.length).toBeLessThanOrEqual(30)
    })

    it('finds words in any order, case and accent, and puts headings first', async () => {
      const [first] = await search('TAMPERED Gënuine')
      expect(first).toBeUndefined()
      const [best] = await search('ROLL back')
      expect(best?.title).toBe('Roll back')
      expect((await search('retry-after')).map(({ excerpt }) => excerpt.toLowerCase()).join()).toContain(
        'retry-after',
      )
    })

    it('finds nothing for nothing, and nothing where one word is missing', async () => {
      expect(await search('  ')).toEqual([])
      expect(await search('signature xyzzyplugh')).toEqual([])
    })
  })
})
