import { describe, expect, it } from 'vitest'
import { isPermanent } from '../../../../../functions/kits/mail/report/is-permanent.ts'

describe('a mail that came back would come back again', () => {
  it.each([
    ['5.1.1', undefined, true],
    ['5.1.1', '550 5.1.1 User unknown', true],
    [undefined, '550 No such user here', true],
    ['4.4.1', 'connect to mx.kunde.test: Connection timed out', true],
    ['4.4.7', 'delivery time expired', true],
    ['5.7.1', 'Message rejected as spam', true],
    ['5.9.9', undefined, true],
  ])('by %s and "%s"', (code, diagnostic, permanent) => {
    expect(isPermanent(code, diagnostic)).toBe(permanent)
  })

  it.each([
    ['5.2.2', undefined],
    ['5.2.2', '552 5.2.2 rejected: permanent failure'],
    ['4.2.2', 'Over quota'],
    ['5.0.0', '552 Das Postfach ist voll'],
    ['5.1.1', '550 mailbox is full'],
    [undefined, '452 insufficient storage'],
    ['4.7.1', 'Greylisted, try again later'],
    ['5.7.28', undefined],
  ])('not by %s and "%s"', (code, diagnostic) => {
    expect(isPermanent(code, diagnostic)).toBe(false)
  })

  it.each([
    [undefined, undefined],
    ['4.0.0', undefined],
    [undefined, 'See the attached file.'],
  ])('nobody knows whether, by %s and "%s"', (code, diagnostic) => {
    expect(isPermanent(code, diagnostic)).toBeUndefined()
  })
})
