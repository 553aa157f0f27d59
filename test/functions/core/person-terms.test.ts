import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isTelling, namesAny, termsOf, withoutTerms } from '../../../functions/core/person-terms.ts'

const anne = { id: '991', name: 'Dr. Änne von Grün', handle: '@anne_gruen', email: 'Anne@Kunde.test' }
const has = (terms: readonly string[]) => (term: string) => terms.includes(term)

describe('termsOf', () => {
  it('takes each of what names the person whole, and the parts of the name that count', () => {
    expect(termsOf(anne)).toEqual([
      '991',
      'dr änne von grün',
      'anne_gruen',
      'anne@kunde.test',
      'änne',
      'grün',
    ])
  })

  it('takes nothing that is two characters long, nor what is marks alone', () => {
    expect(termsOf({ id: '42', name: '…', handle: '@' })).toEqual([])
  })

  it('takes the first six words of a longer name', () => {
    expect(termsOf({ name: 'eins zwei drei vier fünf sechs sieben' })[0]).toBe(
      'eins zwei drei vier fünf sechs',
    )
  })
})

describe('isTelling', () => {
  it.each(['anne@kunde.test', 'änne grün', 'anne_gruen', '123456'])('takes %s for one person’s', (term) => {
    expect(isTelling(term)).toBe(true)
  })

  it.each(['grün', '991', 'a b', 'schmidt', 'sommer'])('takes %s for anybody’s', (term) => {
    expect(isTelling(term)).toBe(false)
  })
})

describe('withoutTerms', () => {
  it('leaves out the longest term at each place, and neither the marks nor the words around it', () => {
    const text = 'Frau Änne Grün (anne@kunde.test), sagt @anne_gruen: „Grün“ ist grüner.'
    expect(withoutTerms(text, has(['änne', 'grün', 'änne grün', 'anne@kunde.test', 'anne_gruen']))).toBe(
      'Frau … (…), sagt @…: „…“ ist grüner.',
    )
  })

  it('finds a name of six words, and knows no longer one', () => {
    const six = 'eins zwei drei vier fünf sechs'
    expect(withoutTerms(`null ${six} sieben`, has([six]))).toBe('null … sieben')
    expect(withoutTerms(`${six} sieben`, has([`${six} sieben`]))).toBe(`${six} sieben`)
  })

  it('finds words whatever their composition of characters and their case', () => {
    expect(withoutTerms('ÄNNE GRÜN schrieb'.normalize('NFD'), has(['änne grün']))).toBe('… schrieb')
  })

  it('leaves out a name in whose middle others stood, however deep', () => {
    const given = has(['änne grün', 'anne@kunde.test', 'bert blau'])
    expect(withoutTerms('von Änne anne@kunde.test Grün.', given)).toBe('von … … ….')
    expect(withoutTerms('Änne Bert anne@kunde.test Blau Grün war da', given)).toBe('… … … … … war da')
    expect(withoutTerms('Änne war anne@kunde.test Grün', given)).toBe('Änne war … Grün')
  })

  it('leaves no term that namesAny finds, and every text without one as it is', () => {
    const words = fc.constantFrom('Grün', 'grün,', '@anne', 'anne', 'von', 'war', '…', '(da)', '\n')
    const terms = fc.subarray(['grün', 'anne', 'anne grün', 'anne von grün', 'grün anne', 'war anne war'])
    fc.assert(
      fc.property(fc.array(words, { maxLength: 20 }), terms, (parts, known) => {
        const text = parts.join(' ')
        const rest = withoutTerms(text, has(known))
        expect(namesAny(rest, has(known))).toBe(false)
        if (!namesAny(text, has(known))) expect(rest).toBe(text)
      }),
      { numRuns: 500 },
    )
  })
})
