import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { destinationsPage } from '../../../bin/tools/destinations-page.ts'
import { destinationAdapters } from '../../../functions/destinations/index.ts'

const project = join(import.meta.dirname, '../../..')
const names = Object.keys(destinationAdapters)
const readText = (path: string) => readFile(join(project, path), 'utf8')

it('is in docs/destinations.md as recordings and settings have it: run `npm run docs`', async () => {
  expect(await readText('docs/destinations.md')).toBe(await destinationsPage(project, destinationAdapters))
})

describe('what it says of a destination', () => {
  const { webhook } = destinationAdapters
  const page = async () => destinationsPage(project, webhook ? { webhook } : {})

  it('is what each contact becomes', async () => {
    expect(await page()).toContain('| an edit of it | `message.edited`, effect `append` |')
  })

  it('is each setting, with its default, whether it is secret, and what it is for', async () => {
    const text = await page()
    expect(text).toContain('| `url` | required | Where events are posted to. |')
    expect(text).toMatch(/^\| `mode` \| `"structured"` \| How the CloudEvent travels\./m)
    expect(text).toMatch(/^\| `authorization` \| optional, secret \| /m)
  })

  it('says where a recording is missing', async () => {
    const { webhook: load } = destinationAdapters
    await expect(destinationsPage(project, load ? { nowhere: load } : {})).rejects.toThrow(
      'test/functions/destinations/nowhere/fixtures has no becomes.json',
    )
  })
})

describe.each(names)('%s', (name) => {
  it('has no recording that its test does not make', async () => {
    const folder = `test/functions/destinations/${name}`
    const recordings = (await readdir(join(project, folder, 'fixtures'))).filter((file) =>
      file.startsWith('becomes'),
    )
    const source = await readText(`${folder}/becomes.test.ts`)
    expect(source).toContain('describeBecoming({')
    for (const file of recordings)
      expect(source).toMatch(
        new RegExp(file.replace(/-.+(?=\.json$)/, '-(?:.+)').replaceAll('.json', '\\.json')),
      )
  })

  it('has a page for its administrator, with nothing left to fill in', async () => {
    const page = `docs/destinations/${name}.md`
    expect(existsSync(join(project, page)), `write ${page}`).toBe(true)
    expect((await readText(page)).match(/^.*\bFill in\b.*$/m)?.[0]).toBeUndefined()
  })
})
