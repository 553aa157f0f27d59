import { describe, expect, it } from 'vitest'
import { decodeText } from '../../../../../functions/kits/mail/charsets/decode-text.ts'

const latin1 = (text: string) => Buffer.from(text, 'latin1')

describe('decodeText', () => {
  it.each([
    ['UTF-8', Buffer.from('Grüße 🚚'), 'Grüße 🚚'],
    ['iso-8859-1', latin1('Gr\xfc\xdfe'), 'Grüße'],
    ['windows-1252', latin1('30 \x80 \x84so\x93'), '30 € „so“'],
    ['Cp1252', latin1('Sie\x92s'), 'Sie’s'],
    ['iso-8859-15', latin1('30 \xa4'), '30 €'],
    ['windows-1251', latin1('\xcf\xf0\xe8\xe2\xe5\xf2'), 'Привет'],
    ['iso-2022-jp', latin1('\x1b$B$"\x1b(B'), 'あ'],
    ['gb2312', latin1('\xc4\xe3\xba\xc3'), '你好'],
    ['cp850', latin1('Gr\x81\xe1e'), 'Grüße'],
    ['IBM437', latin1('Gr\x81\xe1e'), 'Grüße'],
    ['cp-850', latin1('\xb8 1987'), '© 1987'],
    ['cp858', latin1('30 \xd5'), '30 €'],
    ['x-cp850', latin1('Gr\x81\xe1e'), 'Grüße'],
    ['UTF-7', latin1('Gr+APwA3w-e +- +2D3emg-'), 'Grüße + 🚚'],
    ['cp932', latin1('\x87\x40 \x83e'), '① テ'],
    ['macroman', latin1('Gr\x9f\xa7e'), 'Grüße'],
    ['mac-ce', latin1('p\xdeisn\x8e'), 'přisné'],
    ['cp852', latin1('\xa5\xa2\x88'), 'ąół'],
    ['iso-2022-kr', latin1('\x1b$)C\n\x0e>H3g\x0f OK\x0e>H'), '\n안녕 OK안'],
    ['hz-gb-2312', latin1('A ~{VPND~} ~~ B'), 'A 中文 ~ B'],
    ['iso-2022-cn', latin1('\x1b$)A\x0eVPND\x0f.'), '中文.'],
    ['iso-2022-jp-ms', latin1('\x1b$B$"\x1b(B'), 'あ'],
    ['us-ascii', latin1('\x1b$B$"\x1b(B'), 'あ'],
    ['utf-16', latin1('\xff\xfeA\0\xe4\0'), 'Aä'],
    ['utf-16', latin1('\0A\0\xe4'), 'Aä'],
    ['utf-16', latin1('in Wahrheit ASCII'), 'in Wahrheit ASCII'],
    ['utf-32', latin1('\xff\xfe\0\0A\0\0\0'), 'A'],
    ['UTF-32BE', latin1('\0\0\0A\0\x01\xf6\x9a'), 'A🚚'],
    ['iso-8859-2', latin1('\x84\xb9\x9c\x94'), '„ąś”'],
    ['iso-8859-15', latin1('30 \x80'), '30 €'],
    ['windows-1253', latin1('\xe1\xaa'), 'αª'],
    ['gb2312', latin1('\xc4\xe3\xba\xc3\xff \xc4\xe3\xba\xc3\xc4\xe3'), '你好\ufffd 你好你'],
    ['unicode-1-1-utf-7', latin1('1+1 +AP'), '1+1 +AP'],
  ])('reads %s', (label, bytes, text) => {
    expect(decodeText(bytes, label)).toBe(text)
  })

  it('takes UTF-8 under a label of the Latin-1 family for UTF-8', () => {
    for (const label of ['us-ascii', 'iso-8859-1', 'windows-1252'])
      expect(decodeText(Buffer.from('Grüße'), label)).toBe('Grüße')
  })

  it('takes what is no UTF-8 under that label, or under none, for windows-1252', () => {
    expect(decodeText(latin1('Gr\xfc\xdfe'), 'utf-8')).toBe('Grüße')
    expect(decodeText(latin1('Gr\xfc\xdfe'), undefined)).toBe('Grüße')
  })

  it('reads an unknown label as UTF-8 or else windows-1252', () => {
    expect(decodeText(Buffer.from('Grüße'), 'x-unknown')).toBe('Grüße')
    expect(decodeText(latin1('Gr\xfc\xdfe'), 'utf-7')).toBe('Grüße')
    expect(decodeText(latin1('Gr\xfc\xdfe'), 'iso-2022-kr')).toBe('Grüße')
  })
})
