import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AdapterKind } from '../../../../bin/cli/scaffold/adapter-kinds.ts'
import { planOwnAdapter } from '../../../../bin/cli/scaffold/plan-own-adapter.ts'

let project: string
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'netzdialog-own-adapter-'))
})
afterEach(() => rmSync(project, { recursive: true }))

async function plan(kind: AdapterKind, name: string) {
  const planned = await planOwnAdapter(project, kind, name, ['webhook', 'facebook'])
  if ('refused' in planned) throw new Error(planned.refused)
  return Object.fromEntries(planned.files.map(({ path, text }) => [path, text]))
}

const importsOf = (text = '') => [...text.matchAll(/from '([^']+)'/g)].map(([, from]) => from)

describe('planOwnAdapter', () => {
  it('puts a destination into one file, and its tests into another', async () => {
    const files = await plan('destination', 'service-desk')
    expect(Object.keys(files)).toEqual([
      'adapters/service-desk.ts',
      'adapters/service-desk.test.ts',
      'tsconfig.json',
    ])
    expect(importsOf(files['adapters/service-desk.ts'])).toEqual(['netzdialog/adapter', 'zod'])
    expect(importsOf(files['adapters/service-desk.test.ts'])).toEqual([
      'netzdialog/testing',
      './service-desk.ts',
    ])
  })

  it('puts platform and sender into one file, fixtures beside it, and a sample where the local run looks', async () => {
    const files = await plan('platform', 'forum')
    expect(Object.keys(files)).toEqual([
      'adapters/forum.ts',
      'adapters/forum.test.ts',
      'samples/forum/message.json',
      'adapters/fixtures/forum/message.expected.json',
      'adapters/fixtures/forum/message.payload.json',
      'tsconfig.json',
    ])
    const code = files['adapters/forum.ts']
    expect(code?.match(/^export .+$/gm)).toEqual([
      'export const platform: PlatformAdapter<Settings> = {',
      'export const sender: PlatformSender = {',
    ])
    expect(importsOf(code)).toEqual(['node:crypto', 'netzdialog/adapter', 'zod'])
  })

  it.each(['destination', 'platform'] as const)('leaves no place of the repository in a %s', async (kind) => {
    const all = Object.values(await plan(kind, 'forum')).join('\n')
    expect(all).not.toMatch(/__\w+__|functions\/|bin\/|test\/|\.\.\//)
  })

  it.each([
    ['a name of the package’s own', 'webhook', 'netzdialog brings a destination "webhook"'],
    ['a path', '../desk', 'is no name for an adapter'],
    ['a name that is too long', 'service-desk-of-acmes', 'is no name for an adapter'],
  ])('refuses %s with a sentence', async (_, name, sentence) => {
    await expect(plan('destination', name)).rejects.toThrow(sentence)
  })

  it('takes a word of the language, which here is no name in code', async () => {
    expect(await plan('destination', 'new')).toHaveProperty(['adapters/new.ts'])
  })

  it('leaves the settings for editors that are there', async () => {
    writeFileSync(join(project, 'tsconfig.json'), '{}')
    expect(await plan('destination', 'desk')).not.toHaveProperty(['tsconfig.json'])
  })

  it('overwrites nothing', async () => {
    mkdirSync(join(project, 'adapters'))
    writeFileSync(join(project, 'adapters/forum.test.ts'), 'of somebody else')
    await expect(plan('platform', 'forum')).rejects.toThrow('adapters/forum.test.ts is in the way')
  })
})
