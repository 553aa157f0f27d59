import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { platformsPage } from '../../../bin/tools/platforms-page.ts'
import { platformAdapters } from '../../../functions/platforms/index.ts'

const project = join(import.meta.dirname, '../../..')
const published = await readFile(join(project, 'docs/platforms.md'), 'utf8')
const names = Object.keys(platformAdapters)
const isThere = (name: string) => published.includes(`\n## ${name}\n`)

it('is in docs/platforms.md as the fixtures have it: run `npm run docs`', async () => {
  expect(published).toBe(await platformsPage(project, names.filter(isThere)))
})

it('has a section for every platform: run `npm run docs`', ({ skip }) => {
  const missing = names.filter((name) => !isThere(name))
  if (process.env['CI'] === undefined && missing.length > 0) skip(`CI asks for ${missing.join(', ')}`)
  expect(missing).toEqual([])
})

it('has a line for every fixture of every platform', async () => {
  const page = await platformsPage(project, ['facebook'])
  expect(page).toContain('| comment top level | `message.created` comment, public, inbound |')
  expect(page).toContain('| object permissions | ignored, with a notice')
})
