import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { languages } from '../../functions/presentation/words/words.ts'
import { findWords } from '../support/find-words.ts'

const project = resolve(import.meta.dirname, '../..')

/** What holds words of a language by right. */
const elsewhere = [
  'functions/presentation/words/',
  // What strangers write is read in their languages.
  ...['automated', 'charsets', 'headers', 'reply', 'report'].map((room) => `functions/kits/mail/${room}/`),
  // Whoever follows a link has no language set: all are said at once.
  'functions/attachments/open-attachment.ts',
]
const files = readdirSync(join(project, 'functions'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => `functions/${file}`)
  .filter((file) => !elsewhere.some((place) => file.startsWith(place)))

describe('the words that people read', () => {
  it('stand in functions/presentation/words, so that a language more is one file', () => {
    expect(files.filter((file) => /^functions\/(?:kits|destinations)\//.test(file)).length).toBeGreaterThan(
      80,
    )
    expect(files.flatMap((file) => findWords(join(project, file), file, languages))).toEqual([])
  })

  it.each([
    [`const mail = { de: 'E-Mail', en: 'e-mail' }`, ['de', 'en']],
    [`const mail = { 'de': 'E-Mail' }`, ['de']],
    [`const by = language === 'de' ? 'von' : 'by'`, ['de']],
    [`switch (language) { case 'en': break }`, ['en']],
    [`function by(language: 'de' | 'en') {}`, ['de', 'en']],
    [`const mark = ' … (gekürzt)'`, [' … (gekürzt)']],
    [`const by = \`\${name} über \${medium}\``, [' über ']],
    [`/** „Änne Grün“ */ const language = 'de' // für alle`, []],
    [`const index = { order: 'end' }`, []],
  ])('are found in %s', (source, words) => {
    const folder = mkdtempSync(join(tmpdir(), 'netzdialog-words-'))
    const path = join(folder, 'adapter.ts')
    writeFileSync(path, source)
    expect(findWords(path, 'adapter.ts', languages)).toEqual(words.map((word) => `adapter.ts:1: ${word}`))
    rmSync(folder, { recursive: true })
  })
})
