import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, normalize } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { run } from '../support/run.ts'

const project = join(import.meta.dirname, '../..')
const listing = z.tuple([z.object({ files: z.array(z.object({ path: z.string() })) })])

const left = new Set([
  '.git',
  '.netzdialog',
  '.stryker-tmp',
  'cdk.out',
  'coverage',
  'dist',
  'node_modules',
  'site',
])

describe('the documents in the npm package', () => {
  let packed: Set<string>

  beforeAll(async () => {
    // A copy without `dist`, which another test may be making at this moment.
    const copy = await mkdtemp(join(tmpdir(), 'netzdialog-packed-'))
    try {
      for (const name of await readdir(project))
        if (!left.has(name)) await cp(join(project, name), join(copy, name), { recursive: true })
      const { stdout } = await run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: copy })
      const [{ files }] = listing.parse(JSON.parse(stdout))
      packed = new Set(files.map(({ path }) => path))
    } finally {
      await rm(copy, { recursive: true })
    }
  }, 60_000)

  it('lead somewhere with every relative link', async () => {
    const pages = [...packed].filter((path) => path.endsWith('.md'))
    expect(pages).toEqual(
      expect.arrayContaining(['README.md', 'docs/consuming-events.md', 'docs/platforms/facebook.md']),
    )
    const lost: string[] = []
    for (const page of pages) {
      const text = await readFile(join(project, page), 'utf8')
      for (const [, link = ''] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
        const [file = ''] = link.split('#')
        if (/^\w+:/.test(link) || file === '') continue
        const target = normalize(join(dirname(page), file))
        if (!packed.has(target) && ![...packed].some((path) => path.startsWith(`${target}/`)))
          lost.push(`${page}: ${link}`)
      }
    }
    expect(lost).toEqual([])
  })

  it('bring the receivers', () => {
    expect([...packed].filter((path) => path.startsWith('docs/examples/receivers/'))).toHaveLength(5)
  })

  it('bring nothing of this repository’s operator', () => {
    expect([...packed].filter((path) => path.startsWith('bin/'))).toEqual(['bin/netzdialog.mjs'])
  })
})
