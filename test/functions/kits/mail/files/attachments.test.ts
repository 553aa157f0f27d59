import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sniffMediaType } from '../../../../../functions/kits/mail/files/media-type.ts'
import { keyName, safeName } from '../../../../../functions/kits/mail/files/safe-name.ts'
import { storeAttachments } from '../../../../../functions/kits/mail/files/store-attachments.ts'
import { mailHeaders } from '../../../../support/mail-headers.ts'

describe('type of an attachment', () => {
  it.each([
    ['ffd8ffe0', 'application/octet-stream', 'image/jpeg'],
    ['255044462d312e37', 'image/jpeg', 'application/pdf'],
    [
      '504b030414',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    ],
    ['504b030414', 'image/png', 'application/zip'],
    ['52494646000000005745425056503820', 'image/jpeg', 'image/webp'],
    ['4d5a9000', 'application/pdf', 'application/vnd.microsoft.portable-executable'],
    ['4d5a', 'text/plain', 'text/plain'],
    ['68616c6c6f', 'Text/Plain; charset=utf-8', 'text/plain'],
    ['68616c6c6f', 'nonsense', 'application/octet-stream'],
    ['', 'image/png', 'image/png'],
  ])('of %s, declared as %s, is %s', (hex, declared, type) => {
    expect(sniffMediaType(Buffer.from(hex, 'hex'), declared)).toBe(type)
  })
})

describe('name of an attachment', () => {
  it.each([
    ['Rechnung über 20 €.pdf', 'Rechnung über 20 €.pdf', 'Rechnung_uber_20_.pdf'],
    ['../../etc/passwd', 'passwd', 'passwd'],
    ['C:\\Users\\anne\\foto.jpg', 'foto.jpg', 'foto.jpg'],
    ['.htaccess', 'htaccess', 'htaccess'],
    ['rg\u202efdp.exe', 'rg fdp.exe', 'rg_fdp.exe'],
    ['a\u0000b\r\n.txt', 'a b .txt', 'a_b_.txt'],
    ['<con|"x">?.txt', '_con__x___.txt', '_con__x___.txt'],
    ['🚚', '🚚', '_'],
    ['..', 'attachment.pdf', 'attachment.pdf'],
    [undefined, 'attachment.pdf', 'attachment.pdf'],
  ])('%j', (given, name, key) => {
    expect(safeName(given, 'application/pdf')).toBe(name)
    expect(keyName(name)).toBe(key)
  })

  it('stays short and keeps its extension', () => {
    const name = safeName(`${'ä'.repeat(5000)}.pdf`, 'application/pdf')
    expect(name.length).toBeLessThanOrEqual(150)
    expect(name).toMatch(/\.pdf$/)
  })

  it('is never a path, and its key always ASCII', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (given) => {
        const name = safeName(given, 'image/png')
        expect(name).not.toMatch(/[/\\]|^\.|^$/)
        expect(keyName(name)).toMatch(/^[A-Za-z0-9_-][A-Za-z0-9._-]*$/)
      }),
    )
    // The first string of any characters costs fast-check a second, on a busy machine more than five.
  }, 20_000)
})

it('stores the same bytes under the same name once', () => {
  const attachment = { name: 'logo.png', type: 'image/png', bytes: Buffer.from('89504e470d0a1a0a', 'hex') }
  const { attachments, objects } = storeAttachments({
    headers: mailHeaders(),
    attachments: [attachment, attachment],
  })
  expect(attachments).toHaveLength(2)
  expect(objects).toHaveLength(1)
  expect(attachments[0]).toMatchObject({
    state: 'stored',
    key: objects[0]?.key,
    size: 8,
    sha256: '4c4b6a3be1314ab86138bef4314dde022e600960d8689a2c8f8631802d20dab6',
  })
})
