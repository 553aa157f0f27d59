import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { attachmentHeader } from '../../../functions/attachments/attachment-header.ts'

describe('the header that makes a browser save a file', () => {
  it.each([
    ['foto.jpg', `attachment; filename="foto.jpg"; filename*=UTF-8''foto.jpg`],
    ['Änne (1).jpg', `attachment; filename="Anne (1).jpg"; filename*=UTF-8''%C3%84nne%20%281%29.jpg`],
    ['100 %.txt', `attachment; filename="100 _.txt"; filename*=UTF-8''100%20%25.txt`],
    [
      'a"; filename=b.exe',
      `attachment; filename="a_; filename=b.exe"; filename*=UTF-8''a_%3B%20filename%3Db.exe`,
    ],
    ['../../etc/passwd', `attachment; filename="passwd"; filename*=UTF-8''passwd`],
    ['photo\u202Egpj.exe', `attachment; filename="photogpj.exe"; filename*=UTF-8''photogpj.exe`],
    ['a\r\nSet-Cookie: b', `attachment; filename="a Set-Cookie_ b"; filename*=UTF-8''a%20Set-Cookie_%20b`],
    [' . ', `attachment; filename="attachment"; filename*=UTF-8''attachment`],
    [undefined, `attachment; filename="attachment"; filename*=UTF-8''attachment`],
  ])('has the name %j', (name, header) => {
    expect(attachmentHeader(name)).toBe(header)
  })

  it('is one line of ASCII that reads back to one name, whatever that is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const header = attachmentHeader(name)
        const parts = /^attachment; filename="[^"\\]+"; filename\*=UTF-8''([A-Za-z0-9!.~_%-]+)$/.exec(header)
        expect(header).toMatch(/^[\x20-\x7e]+$/)
        expect(decodeURIComponent(parts?.[1] ?? '')).not.toMatch(/^$|[/\\"\p{Cc}]/u)
      }),
    )
  })
})
