import { describe, expect, it } from 'vitest'
import { findsAll, wordsOfSearch } from '../../../../bin/operations/contacts/search-words.ts'

const finds = (asked: string, texts: string[], ids: string[] = []) =>
  findsAll(wordsOfSearch(asked), texts, ids)

describe('a search', () => {
  it.each([
    ['gruen', 'Änne Grün'],
    ['grun', 'Änne Grün'],
    ['GRÜN', 'Anne Gruen'],
    ['gru\u0308n', 'Anne Gr\u00fcn'],
    ['Aenne', 'Änne'],
    ['Änne', 'AENNE'],
    ['koeln', 'Köln'],
    ['strasse', 'Hauptstraße 3'],
    ['Straße', 'HAUPTSTRASSE'],
    ['STRAẞE', 'Hauptstraße'],
    ['jose', 'José'],
    ['Frau Grün', 'Änne Grün'],
    ['Herrn Dr. Müller', 'Dr. Mueller'],
    ['frau', 'die Frau von nebenan'],
    ['"Finale"', 'Wann läuft das Finale?'],
    ['„das Finale“ wann', 'Wann läuft das\n Finale?'],
    ['«das Finale»', 'Wann läuft das Finale?'],
    ['"Frau Grün"', 'Änne Grün'],
    ['"Finale', 'Wann läuft das Finale?'],
    ['finale das', 'Wann läuft das Finale?'],
    ["o'brien", "Pat O'Brien"],
    ['rechnung änne', 'Rechnung'.concat(' ', 'Aenne')],
  ])('for %s finds "%s"', (asked, text) => {
    expect(finds(asked, [text])).toBe(true)
  })

  it.each([
    ['gruen', 'Gran'],
    ['"Finale das"', 'Wann läuft das Finale?'],
    ['"Anne Meier"', 'Anne'],
    ['Frau Grün', 'Frau Gelb'],
    ['sose', 'Soße und Salz'],
  ])('for %s does not find "%s"', (asked, text) => {
    expect(finds(asked, [text])).toBe(false)
  })

  it('finds words in different fields, and a phrase in one alone', () => {
    expect(finds('anne meier', ['Anne', 'Meier'])).toBe(true)
    expect(finds('"anne meier"', ['Anne', 'Meier'])).toBe(false)
  })

  it.each([
    ['1', ['facebook:4711_21', 'evt_1f0c'], false],
    ['1', ['T-1'], true],
    ['21', ['facebook:4711_21'], true],
    ['4711', ['facebook:94711'], true],
    ['t-4711', ['T-4711'], true],
    ['711', ['T-4711'], false],
    ['evt_1f0c', ['evt_1f0c6e2ab93d'], true],
    ['facebook:4711', ['facebook:4711_21'], true],
  ])('for %s among the ids %j: %s', (asked, ids, found) => {
    expect(finds(asked, [], ids)).toBe(found)
  })

  it.each(['', '  ', '""', ' "" „“', '\u0308'])('for "%s" asks for nothing', (asked) => {
    expect(wordsOfSearch(asked)).toEqual([])
  })

  it('reads no more of it than anybody types', () => {
    expect(wordsOfSearch('x'.repeat(1000))).toEqual([['x'.repeat(200), 'x'.repeat(200)]])
  })
})
