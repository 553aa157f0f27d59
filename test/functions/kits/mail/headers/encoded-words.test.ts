import { describe, expect, it } from 'vitest'
import { decodeWords } from '../../../../../functions/kits/mail/headers/encoded-words.ts'
import { readHeaders } from '../../../../../functions/kits/mail/headers/read-headers.ts'
import { readParameters } from '../../../../../functions/kits/mail/headers/read-parameters.ts'
import { readMime } from '../../../../../functions/kits/mail/mime/read-mime.ts'

describe('encoded words', () => {
  it.each([
    ['=?utf-8?Q?Gr=C3=BC=C3=9Fe_aus?= =?utf-8?B?S8O2bG4=?=', 'Grüße ausKöln'],
    ['AW: =?UTF-8?q?St=C3=B6rung?= morgen', 'AW: Störung morgen'],
    ['=?iso-8859-1?Q?Gr=C3=BC=C3=9Fe?=', 'Grüße'],
    ['=?utf-8?Q?Gr=FC=DFe?=', 'Grüße'],
    ['=?windows-1252?Q?=84Spa=DF=93?=', '„Spaß“'],
    ['=?cp850?Q?St=94rung_im_B=81ro?=', 'Störung im Büro'],
    ['=?utf-7?Q?St+APY-rung?=', 'Störung'],
    ['=?utf-8?Q?Gr=C3?= =?utf-8?Q?=BC=C3=9Fe?=', 'Grüße'],
    ['=?utf-8?B?R3LDvM?=\t=?utf-8?B?OfZQ==?=', 'Grüße'],
    ['=?iso-2022-jp?B?GyRCJDMbKEI=?=', 'こ'],
    ['=?cp932?B?h0A=?=', '①'],
    ['=?utf-8*de?Q?=C3=BC?=', 'ü'],
    ['=?utf-8?Q?Wie bitte??=', 'Wie bitte?'],
    ['=?utf-8?Q?offen', '=?utf-8?Q?offen'],
    ['=?utf-8?X?ab?= und =?utf-8?Q?=C3=BC?=', '=?utf-8?X?ab?= und ü'],
    ['1 =? 2 ?=', '1 =? 2 ?='],
    ['=?utf-8?Q?a?= b =?utf-8?Q?c?=', 'a b c'],
  ])('%s', (value, text) => {
    expect(decodeWords(value)).toBe(text)
  })

  it('decode in file names too, in one piece or in several', () => {
    const name = (header: string) => readParameters(header).parameters.get('filename')
    expect(name('attachment; filename="=?iso-8859-1?Q?R=C3=BCckruf.pdf?="')).toBe('Rückruf.pdf')
    expect(name('attachment; filename*0="=?cp850?Q?R=81ck"; filename*1="ruf.pdf?="')).toBe('Rückruf.pdf')
    expect(name("attachment; filename*=iso-8859-1''R%C3%BCckruf.pdf")).toBe('Rückruf.pdf')
  })

  it('cost no more than they weigh', () => {
    const started = performance.now()
    for (const each of ['=?a?q?', '=?', '?=', '=?a?q??=', '=?a?b?x?= '])
      decodeWords(`${each.repeat(100_000)}?=`)
    expect(performance.now() - started).toBeLessThan(5000)
  })
})

describe('8-bit bytes in headers', () => {
  const latin1 = (text: string) => Buffer.from(text, 'latin1')

  it('are in the charset of the text', () => {
    const subject = latin1(
      'Subject: \xcf\xf0\xe8\xe2\xe5\xf2\nContent-Type: text/plain; charset=windows-1251\n\nx',
    )
    expect(readHeaders(subject).get('Subject')).toBe('Привет')
  })

  it('of a multipart are in the charset of its first text', () => {
    const mail = latin1(
      'Subject: Dzie\xf1 dobry\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain; charset=iso-8859-2\n\nx\n' +
        '--b\nContent-Disposition: attachment; filename="g\xea\xb6.pdf"\n\n%PDF\n--b--',
    )
    const { headers, attachments } = readMime(mail)
    expect(headers.get('Subject')).toBe('Dzień dobry')
    expect(attachments[0]?.name).toBe('gęś.pdf')
  })

  it('are UTF-8 where they are, whatever the text is in', () => {
    const mail = Buffer.from('Subject: voilà\nContent-Type: text/plain; charset=iso-8859-1\n\nx')
    expect(readHeaders(mail).get('Subject')).toBe('voilà')
  })

  it('belong to a first line that is indented', () => {
    expect(readHeaders(Buffer.from(' From: a@b.test\nTo: c@d.test\n e@f.test\n\n')).list).toEqual([
      { name: 'From', value: 'a@b.test' },
      { name: 'To', value: 'c@d.test e@f.test' },
    ])
  })
})
