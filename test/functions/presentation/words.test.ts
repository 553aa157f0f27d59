import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { de } from '../../../functions/presentation/words/de.ts'
import { type Language, languages } from '../../../functions/presentation/words/words.ts'
import { wordsOf } from '../../../functions/presentation/words/words-of.ts'

/** Where sentences of platforms stand: in their folders, in what Meta's share, and where their files are fetched. */
const folders = ['platforms', 'kits/meta', 'fetch', 'core'].map((name) =>
  resolve(import.meta.dirname, '../../../functions', name),
)
const source = folders
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(join(folder, file), 'utf8')),
  )
  .join('\n')

/** Every key of words, maps' too, by its way there: `files.tooLarge`. */
function keysOf(words: object, way = ''): string[] {
  const entries = words instanceof Map ? [...words] : Object.entries(words)
  return entries.flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null
      ? [`${way}${key}`, ...keysOf(value, `${way}${key}.`)]
      : [`${way}${key}`],
  )
}

/** How times are written is Intl's; reasons are English already. */
const ofOneLanguage = /^(?:time|reasons)[.]/

describe.each(languages)('the words of %s', (language) => {
  it.each(languages)('have every key that those of %s have', (other) => {
    const keys = (code: Language) => keysOf(wordsOf(code)).filter((key) => !ofOneLanguage.test(key))
    expect(keys(language).sort()).toEqual(keys(other).sort())
  })

  it.skipIf(language === 'en')('translate the same reasons as those of any other language', () => {
    expect([...wordsOf(language).reasons.keys()].sort()).toEqual([...de.reasons.keys()].sort())
  })

  it.each(['windows', 'reasons'] as const)('translate %s that the platforms still give', (name) => {
    for (const sentence of wordsOf(language)[name].keys()) expect(source).toContain(`'${sentence}'`)
  })

  it('translate every window for answers that a platform gives', () => {
    for (const [, means = ''] of source.matchAll(/means: '([^']+)'/g))
      expect(wordsOf(language).windows.has(means)).toBe(true)
  })
})
