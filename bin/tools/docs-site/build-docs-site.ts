import { copyFile, cp, mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join, posix } from 'node:path'
import { type Group, type Page, readPages } from './read-pages.ts'
import { escapeHtml, type Rendered, renderMarkdown, siteName } from './render-markdown.ts'

/**
 * All documents as pages that link to each other, with a search; no server is needed to read them.
 *
 * @param target a folder, which is made anew
 * @returns how many pages there are
 */
export async function buildDocsSite(project: string, target: string): Promise<number> {
  const groups = await readPages(project)
  const pages = groups.flatMap((group) => group.pages)
  const paths = new Set(pages.map(({ path }) => path))
  const rendered = pages.map((page) => ({ page, ...renderMarkdown(page, paths) }))
  await rm(target, { recursive: true, force: true })
  await mkdir(target, { recursive: true })
  for (const asset of ['style.css', 'search.js'])
    await copyFile(join(import.meta.dirname, asset), join(target, asset))
  for (const each of rendered) {
    await put(target, siteName(each.page.path), documentOf(each, groups))
    for (const [source, name] of each.files) {
      await mkdir(dirname(join(target, name)), { recursive: true })
      await cp(join(project, source), join(target, name), { recursive: true })
    }
  }
  await writeFile(join(target, 'pages.js'), `var pages = ${JSON.stringify(rendered.flatMap(found))}\n`)
  return pages.length
}

async function put(target: string, name: string, text: string): Promise<void> {
  await mkdir(dirname(join(target, name)), { recursive: true })
  await writeFile(join(target, name), text)
}

function found({ page, sections }: { readonly page: Page } & Rendered) {
  return sections.map(({ title, anchor, text }) => ({
    page: page.title,
    title,
    url: `${siteName(page.path)}${anchor === '' ? '' : `#${anchor}`}`,
    text,
  }))
}

function documentOf({ page, html }: { readonly page: Page } & Rendered, groups: readonly Group[]): string {
  const here = posix.dirname(page.path)
  const up = (path: string) => posix.relative(here, path)
  const links = groups.map(({ title, pages }) => {
    const items = pages.map(({ path, title: name }) => {
      const current = path === page.path ? ' aria-current="page"' : ''
      return `<li><a href="${up(siteName(path))}"${current}>${escapeHtml(name)}</a></li>`
    })
    return `<h2>${escapeHtml(title)}</h2><ul>${items.join('')}</ul>`
  })
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(page.title)} · Netzdialog</title>
<link rel="stylesheet" href="${up('style.css')}">
</head>
<body data-root="${up('.') === '' ? '.' : up('.')}">
<a class="skip" href="#content">To the text</a>
<header>
<a href="${up('index.html')}">Netzdialog</a>
<form role="search"><input type="search" name="q" placeholder="Search ( / )" aria-label="Search" autocomplete="off"></form>
</header>
<div id="found" role="region" aria-label="Found" aria-live="polite" hidden></div>
<nav aria-label="Pages"><details><summary>Pages</summary>${links.join('')}</details></nav>
<main id="content">
${html}</main>
<script src="${up('pages.js')}"></script>
<script src="${up('search.js')}"></script>
</body>
</html>
`
}
