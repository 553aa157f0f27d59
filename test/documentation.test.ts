import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { cdkCommands } from '../bin/cli/register-project.ts'
import { runbooks } from '../lib/runbook.ts'
import manifest from '../package.json' with { type: 'json' }

const project = resolve(import.meta.dirname, '..')
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'CHANGELOG.md',
  ...(await readdir(join(project, 'docs'), { recursive: true }))
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`),
]
const texts = new Map(
  await Promise.all(pages.map(async (page) => [page, await readFile(join(project, page), 'utf8')] as const)),
)

function anchorsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_ -]/gu, '')
      .replaceAll(' ', '-'),
  )
}

/** `[text](target)` outside of the web. */
function linksOf(text: string): string[] {
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^\w+:/.test(target))
}

/** Paths of this project, as they stand in backquotes or commands. */
function pathsOf(text: string): string[] {
  return [...text.matchAll(/(?:^|[\s`(])((?:bin|lib|functions|schemas|test|docs)\/[\w./-]*\w)/gm)].map(
    ([, path = '']) => path,
  )
}

describe.each(pages)('%s', (page) => {
  const text = texts.get(page) ?? ''

  it('links to pages and headings that exist', () => {
    for (const link of linksOf(text)) {
      const [file = '', anchor] = link.split('#')
      const target = file === '' ? page : join(dirname(page), file)
      expect(existsSync(join(project, target)), link).toBe(true)
      if (anchor !== undefined) expect(anchorsOf(texts.get(target) ?? ''), link).toContain(anchor)
    }
  })

  it('names files that exist', () => {
    for (const path of pathsOf(text)) expect(existsSync(join(project, path)), path).toBe(true)
  })

  it('names npm scripts and commands that exist', async () => {
    for (const [, script = ''] of text.matchAll(/npm run ([\w-]+)/g))
      expect(manifest.scripts).toHaveProperty([script])
    const files = await readdir(join(project, 'bin/cli'), { recursive: true })
    const commands = files.map((file) => basename(file, '.ts'))
    for (const [, command = ''] of text.matchAll(
      /(?:npx --no-install netzdialog|bin\/netzdialog\.mjs) ([a-z]+)/g,
    ))
      expect([...commands, ...Object.keys(cdkCommands)]).toContain(command)
  })
})

it('nowhere tells to run what the registry may give anybody’s program for: npx only takes what is installed', async () => {
  const folders = ['bin', 'docs', 'functions', 'lib']
  const found = await Promise.all(
    folders.map(async (folder) =>
      (await readdir(join(project, folder), { recursive: true, withFileTypes: true }))
        .filter((file) => file.isFile())
        .map((file) => join(file.parentPath, file.name)),
    ),
  )
  const files = [...found.flat(), ...pages.map((page) => join(project, page))]
  const hijackable = await Promise.all(
    files.map(async (file) => {
      const text = await readFile(file, 'utf8')
      return /\bnpx\s+(?:-y\s+|--yes\s+)?netzdialog/.test(text) ? [file] : []
    }),
  )
  expect(files.length).toBeGreaterThan(300)
  expect(hijackable.flat()).toEqual([])
})

it('has a heading in docs/operations.md for every alarm', () => {
  expect(anchorsOf(texts.get('docs/operations.md') ?? '')).toEqual(expect.arrayContaining([...runbooks]))
})
