import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { de } from '../../../functions/presentation/words/de.ts'
import { en } from '../../../functions/presentation/words/en.ts'

/** Where sentences of platforms stand: in their folders and in what Meta's share. */
const folders = ['platforms', 'kits/meta'].map((name) =>
  resolve(import.meta.dirname, '../../../functions', name),
)
const source = folders
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(join(folder, file), 'utf8')),
  )
  .join('\n')

describe('the words of both languages', () => {
  it.each(['attachmentTypes', 'reactions', 'windows', 'failures'] as const)('have the same %s', (name) => {
    expect([...de[name].keys()].sort()).toEqual([...en[name].keys()].sort())
  })

  it.each(['windows', 'reasons'] as const)('translate %s that the platforms still give', (name) => {
    for (const sentence of de[name].keys()) expect(source).toContain(`'${sentence}'`)
  })

  it('translate every window for answers that a platform gives', () => {
    for (const [, means = ''] of source.matchAll(/means: '([^']+)'/g)) {
      expect(de.windows.has(means)).toBe(true)
      expect(en.windows.has(means)).toBe(true)
    }
  })
})
