import { describe, expect, it } from 'vitest'
import { mailbox } from '../../../../functions/kits/delivery/mailbox.ts'

const unquotable = /["\\<>@,;]/g

describe('mailbox', () => {
  it.each([
    ['Änne Grün', '"Änne Grün" <anne@kunde.test>'],
    ['A" <otto@x.test>, "B', '"A   otto x.test    B" <anne@kunde.test>'],
    ['Änne\r\nBcc: otto@x.test', '"Änne Bcc: otto x.test" <anne@kunde.test>'],
    ['"', 'anne@kunde.test'],
    [undefined, 'anne@kunde.test'],
  ])('names %j so that no second address begins', (name, expected) => {
    expect(mailbox(name, 'anne@kunde.test', unquotable)).toBe(expected)
  })

  it('cuts a name that is too long, and no character in two', () => {
    const [, name = ''] = /^"(.*)"/u.exec(mailbox('🚚'.repeat(200), 'a@b.test', unquotable)) ?? []
    expect(name.length).toBeLessThanOrEqual(100)
    expect(name.isWellFormed()).toBe(true)
  })
})
