import { describe, expect, it } from 'vitest'
import { sniffMediaType } from '../../../../../functions/core/sniff-media-type.ts'
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

it.each([
  ['../../Ü.pdf', 'application/pdf', 'Ü.pdf', 'U.pdf'],
  [undefined, 'application/pdf', 'attachment.pdf', 'attachment.pdf'],
  ['..', 'image/webp', 'attachment.webp', 'attachment.webp'],
])('stores %j of type %s as %s under a key of %s', (name, type, stored, key) => {
  const attachment = { type, bytes: Buffer.from('x'), ...(name !== undefined && { name }) }
  const { attachments, objects } = storeAttachments({ headers: mailHeaders(), attachments: [attachment] })
  expect(attachments[0]?.name).toBe(stored)
  expect(objects[0]?.key.endsWith(`/${key}`)).toBe(true)
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
