import { describe, expect, it } from 'vitest'
import { Proven } from '../../../../functions/contracts/proven.ts'
import { MalformedPayload } from '../../../../functions/core/errors.ts'
import { announcedMail } from '../../../../functions/platforms/mime/announced-mail.ts'

const type = 'application/vnd.netzdialog.mail-announcement+json'
const sha256 = 'ab'.repeat(32)

function announce(body: unknown, contentType = type) {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const headers = new Headers({ 'content-type': contentType })
  return announcedMail(Proven.fromQuarantine({ body: Buffer.from(text), headers }))
}

describe('the announcement of a mail', () => {
  it('tells its size and hash', () => {
    expect(announce({ size: 5_000_000, sha256 })).toEqual({ size: 5_000_000, sha256 })
  })

  it('is none where the request brings the mail', () => {
    expect(announce('Subject: x', 'message/rfc822')).toBeUndefined()
  })

  it.each([
    '',
    '{',
    '[]',
    { size: 0, sha256 },
    { size: 1.5, sha256 },
    { size: '1', sha256 },
    { size: 1, sha256: sha256.toUpperCase() },
    { size: 1, sha256: 'ab' },
    { size: 1 },
  ])('is refused as %j, and told what is expected', (body) => {
    expect(() => announce(body)).toThrow(MalformedPayload)
    expect(() => announce(body)).toThrow('"size"')
  })
})
