import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { platformsPage } from '../../../bin/tools/platforms-page.ts'
import { platformAdapters } from '../../../functions/platforms/index.ts'

const project = join(import.meta.dirname, '../../..')

it('is in docs/platforms.md as the fixtures have it: run `npm run docs`', async () => {
  const page = await readFile(join(project, 'docs/platforms.md'), 'utf8')
  expect(page).toBe(await platformsPage(project, Object.keys(platformAdapters)))
})

it('has a line for every fixture of every platform', async () => {
  const page = await platformsPage(project, ['facebook'])
  expect(page).toContain('| comment top level | `message.created` comment, public, inbound |')
  expect(page).toContain('| object permissions | ignored, with a notice')
})
