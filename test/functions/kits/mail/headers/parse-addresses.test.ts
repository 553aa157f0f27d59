import { describe, expect, it } from 'vitest'
import { bareAddress } from '../../../../../functions/kits/mail/headers/email-address.ts'
import { parseAddresses } from '../../../../../functions/kits/mail/headers/parse-addresses.ts'
import { isOwnAddress } from '../../../../../functions/kits/mail/people/own-address.ts'

const one = (name: string | undefined, email?: string) => [{ ...(name && { name }), ...(email && { email }) }]

describe('an address header', () => {
  it.each([
    ['Muster, Anne <a@b.test>', one('Muster, Anne', 'a@b.test')],
    ['Muster GmbH; Anne <a@b.test>', one('Muster GmbH; Anne', 'a@b.test')],
    ['Muster, Anne, Dr. <a@b.test>', one('Muster, Anne, Dr.', 'a@b.test')],
    ['some name, some name2@example.com', one('some name, some', 'name2@example.com')],
    ['"Anne Muster <anne@kunde.test>"', one('Anne Muster', 'anne@kunde.test')],
    ['=?utf-8?Q?Anne_=3Ca@b.test=3E?=', one('Anne', 'a@b.test')],
    ['=?utf-8?Q?M=C3=BCller, Anne?= <a@b.test>', one('Müller, Anne', 'a@b.test')],
    ['=?iso-8859-1?Q?M=C3=BCller=2C_Anne?= <a@b.test>', one('Müller, Anne', 'a@b.test')],
    ['<anne @kunde.test>', one(undefined, 'anne@kunde.test')],
    ['Anne anne @ kunde.test', one('Anne', 'anne@kunde.test')],
    ['"anne muster"@kunde.test', one(undefined, '"anne muster"@kunde.test')],
    ['Anne <"a,b;c@d"@kunde.test>', one('Anne', '"a,b;c@d"@kunde.test')],
    ['"anne"@kunde.test', one(undefined, 'anne@kunde.test')],
    ['<mailto:a@b.test>', one(undefined, 'a@b.test')],
    ['Anne [mailto:a@b.test]', one('Anne', 'a@b.test')],
    ['a@b.test.', one(undefined, 'a@b.test')],
    ['Anne <a@b.test', one('Anne', 'a@b.test')],
    ['"Anne <a@b.test>', one('"Anne', 'a@b.test')],
    ['Anne (Vertrieb <a@b.test>', one('Anne (Vertrieb', 'a@b.test')],
    ['a@b.test (Anne Muster)', one('Anne Muster', 'a@b.test')],
    ['Anne (Vertrieb) <a@b.test>', one('Anne', 'a@b.test')],
    ["'Anne' <a@b.test>", one('Anne', 'a@b.test')],
    ['Anne <Vertrieb> <a@b.test>', one('Anne Vertrieb', 'a@b.test')],
    ['"a@b.test" <c@d.test>', one('a@b.test', 'c@d.test')],
    ['"Müller \\"Anne\\", Dr." <a@b.test>', one('Müller "Anne", Dr.', 'a@b.test')],
    ['Anne <anne@MÜLLER.test>', one('Anne', 'anne@xn--mller-kva.test')],
    ['Kundendienst', one('Kundendienst')],
    ['Muster, Anne', one('Muster, Anne')],
    ['undisclosed-recipients:;', []],
    ['', []],
    ['<>', []],
  ])('%s', (value, addresses) => {
    expect(parseAddresses(value)).toEqual(addresses)
  })

  it('is split at commas, semicolons and groups', () => {
    const emails = (value: string) => parseAddresses(value).map(({ email }) => email)
    expect(emails('a@b.test; C <c@d.test>, "E, F" <e@f.test>')).toEqual(['a@b.test', 'c@d.test', 'e@f.test'])
    expect(emails('Team: a@b.test, c@d.test; e@f.test')).toEqual(['a@b.test', 'c@d.test', 'e@f.test'])
  })

  it.each(['<(', '"\\"', '[:', '(', '"', 'a@', '<@>', ';', '<"', 'a ', 'a,', "<'", '\\'])(
    'of half a megabyte of %s is read in time',
    (piece) => {
      const started = performance.now()
      parseAddresses(piece.repeat(500_000 / piece.length))
      expect(performance.now() - started).toBeLessThan(4000)
    },
  )
})

describe('an internationalized domain', () => {
  it('is the same in Unicode and in ASCII', () => {
    expect(bareAddress('Anne@Müller.test')).toBe('anne@xn--mller-kva.test')
    expect(bareAddress('почта@пример.рф')).toBe('почта@xn--e1afmkfd.xn--p1ai')
  })

  it.each(['müller.test', '@müller.test', 'service@müller.test', 'xn--mller-kva.test'])(
    'is the own one where the settings name %s',
    (account) => {
      expect(isOwnAddress('service@xn--mller-kva.test', [account])).toBe(true)
      expect(isOwnAddress('service@xn--muller-kva.test', [account])).toBe(false)
    },
  )
})
