import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asciiFileName, extensionOf, keyName, safeFileName } from '../../../functions/text/file-name.ts'

describe('the name of a file from outside', () => {
  it.each([
    ['foto.jpg', 'foto.jpg'],
    ['Rechnung über 20 €.pdf', 'Rechnung über 20 €.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\anne\\foto.jpg', 'foto.jpg'],
    ['.htaccess', 'htaccess'],
    ['<con|"x">?.txt', '_con__x___.txt'],
    ['🚚', '🚚'],
    ['👨‍👩‍👧.png', '👨‍👩‍👧.png'],
    ['..', undefined],
    ['bilder/', undefined],
    ['\u3164\u2800', undefined],
    [undefined, undefined],
  ])('of %j is %j', (given, name) => {
    expect(safeFileName(given)).toBe(name)
  })

  it.each([
    ['rechnung\u202efdp.exe', 'rechnungfdp.exe'],
    ['a\u0000b\r\n.txt', 'ab .txt'],
    ['a\u009bb\u2028c.txt', 'ab c.txt'],
    ['foto.png\u{e0041}\u{e0042}', 'foto.png'],
    ['\u200bfoto.jpg', 'foto.jpg'],
    ['u\u0308ber.txt', 'über.txt'],
  ])('looks as what it is: %j is %j', (given, name) => {
    expect(safeFileName(given)).toBe(name)
  })

  it.each([
    ['con', '_con'],
    ['NUL.txt', '_NUL.txt'],
    ['aux .tar.gz', '_aux .tar.gz'],
    ['COM1', '_COM1'],
    ['lpt².log', '_lpt².log'],
    ['console.log', 'console.log'],
    ['com10.txt', 'com10.txt'],
    ['icon.png', 'icon.png'],
  ])('is no device of Windows: %j is %j', (given, name) => {
    expect(safeFileName(given)).toBe(name)
  })

  it.each(['ä', '漢', '👨‍👩‍👧‍👦', 'a'])('stays short in %s, whole, and keeps its extension', (letter) => {
    const name = safeFileName(`${letter.repeat(5000)}.pdf`) ?? ''
    expect(name.length).toBeLessThanOrEqual(150)
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255)
    expect(name.replaceAll(letter, '')).toBe('_.pdf')
  })

  it('is never a path, and its key always ASCII', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (given) => {
        const name = safeFileName(given) ?? '_'
        expect(name).not.toMatch(/[/\\<>:"|?*]|^[. ]|^$|[. ]$/)
        expect(safeFileName(name)).toBe(name)
        expect(keyName(name)).toMatch(/^[A-Za-z0-9_-][A-Za-z0-9._-]*$/)
      }),
    )
    // The first string of any characters costs fast-check a second, on a busy machine more than five.
  }, 20_000)
})

describe('its name in ASCII', () => {
  it.each([
    ['Büd 🚚.png', 'Bud _.png'],
    ['a／b.txt', 'a_b.txt'],
    ['a＂; filename=b.exe', 'a_; filename=b.exe'],
    ['℀.txt', 'a_c.txt'],
    ['‥', '_'],
    ['ＣＯＮ.txt', '_CON.txt'],
    ['漢字', '_'],
  ])('of %j is %j', (name, ascii) => {
    expect(asciiFileName(name)).toBe(ascii)
  })

  it('is a safe one, whatever its letters are made of', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (name) => {
        expect(asciiFileName(name)).toMatch(/^[\x20-\x7e]{1,150}$/)
        expect(asciiFileName(name)).not.toMatch(/[/\\<>:"|?*]|^[. ]|[. ]$/)
      }),
    )
  }, 20_000)
})

describe('its key', () => {
  it.each([
    ['Rechnung über 20 €.pdf', 'Rechnung_uber_20_.pdf'],
    ['_con__x___.txt', '_con__x___.txt'],
    ['🚚', '_'],
  ])('of %j is %j', (name, key) => {
    expect(keyName(name)).toBe(key)
  })
})

it.each([
  ['image/webp', 'webp'],
  ['Message/RFC822', 'eml'],
  ['image', 'bin'],
])('a file of type %s has the extension %s', (type, extension) => {
  expect(extensionOf(type)).toBe(extension)
})
