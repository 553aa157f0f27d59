import { describe, expect, it } from 'vitest'
import { isNamedIn, knownPerson } from '../../../bin/operations/known-person.ts'
import { termsOf } from '../../../functions/core/person-terms.ts'

const person = { name: 'Änne Grün', email: 'anne@kunde.test' }
const known = knownPerson({ id: person.email })
for (const term of termsOf(person)) known.terms.add(term)

const base64 = (text: string) => Buffer.from(text).toString('base64')
const mail = 'From: =?utf-8?q?=C3=84nne_Gr=C3=BCn?=\nContent-Transfer-Encoding: base64\n\n'

describe('bytes that nobody understands', () => {
  it.each([
    ['plain text', 'Hallo, hier ist Änne Grün.'],
    ['other capitals', 'von: ANNE@KUNDE.TEST;'],
    ['JSON with escapes', '{"name":"\\u00c4nne Gr\\u00fcn"}'],
    ['a form', 'from=%C3%84nne+Gr%C3%BCn&x=1'],
    ['an address in a form', 'from=anne%40kunde.test'],
    ['an encoded word', mail],
    ['an encoded word in base64', `From: =?utf-8?B?${base64('Änne Grün')}?=`],
    ['quoted-printable with a soft break', 'Gru=C3=9F, =C3=84nne Gr=\r\n=C3=BCn'],
    ['base64', `X: 1\n\n${base64('Das schreibt Änne Grün, lange nach Mitternacht, und wartet.')}`],
    ['base64 in JSON', JSON.stringify({ raw: base64(`${mail}von anne@kunde.test, die wartet`) })],
    ['HTML', '<b>&Auml;nne</b> <i>Gr&#252;n</i>'],
  ])('name a person in %s', (_, text) => {
    expect(isNamedIn(known, Buffer.from(text))).toBe(true)
  })

  it('name a person in Latin 1', () => {
    expect(isNamedIn(known, Buffer.from('Gruß, Änne Grün', 'latin1'))).toBe(true)
  })

  it.each(['Grün ist die Hoffnung, Änne.', 'Anne', 'marianne@kunde.test', '{"size":991}'])(
    'do not name her in %s',
    (text) => {
      expect(isNamedIn(known, Buffer.from(text))).toBe(false)
    },
  )

  it('are searched in time linear to their size', () => {
    for (const run of ['=', '%', '\\', 'A', '<', '&', '=?', 'A\n', '+'])
      for (const size of [200_000]) {
        const from = performance.now()
        isNamedIn(known, Buffer.from(run.repeat(size)))
        expect(performance.now() - from).toBeLessThan(3000)
      }
  })
})
