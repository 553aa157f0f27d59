import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { siteNavigation } from './site-navigation.ts'

export interface Page {
  /** In the project, with slashes. */
  readonly path: string
  readonly title: string
  readonly markdown: string
}

export interface Group {
  readonly title: string
  readonly pages: readonly Page[]
}

/** A page of `docs` that no group names comes last. */
export async function readPages(project: string): Promise<Group[]> {
  const listed = (await readdir(join(project, 'docs'), { recursive: true })).map(
    (file) => `docs/${file.replaceAll('\\', '/')}`,
  )
  const inDocs = listed.filter((path) => path.endsWith('.md')).toSorted()
  const groups = await Promise.all(
    siteNavigation.map(async ({ title, pages }) => ({
      title,
      pages: await Promise.all(
        pages
          .flatMap((path) => (path.endsWith('/') ? inDocs.filter((each) => each.startsWith(path)) : path))
          .map((path) => readPage(project, path)),
      ),
    })),
  )
  const grouped = new Set(groups.flatMap(({ pages }) => pages.map(({ path }) => path)))
  const left = inDocs.filter((path) => !grouped.has(path))
  if (left.length === 0) return groups
  const pages = await Promise.all(left.map((path) => readPage(project, path)))
  return [...groups, { title: 'More', pages }]
}

async function readPage(project: string, path: string): Promise<Page> {
  const markdown = await readFile(join(project, path), 'utf8')
  return { path, title: firstHeading.exec(markdown)?.[1] ?? path, markdown }
}

const firstHeading = /^# (.+)$/m
