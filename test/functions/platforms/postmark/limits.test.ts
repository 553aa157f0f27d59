import { describe, expect, it } from 'vitest'
import { mailLimits } from '../../../../functions/kits/mail/limits.ts'
import { readHeaders } from '../../../../functions/platforms/postmark/headers.ts'
import { inboundPayload } from '../../../../functions/platforms/postmark/payload.ts'
import { readMail } from '../../../../functions/platforms/postmark/read-mail.ts'

describe('a mail from Postmark', () => {
  it('may have headers as long as those of any mail, names included, and no longer', () => {
    const withHeader = (length: number) =>
      inboundPayload.parse({ Headers: [{ Name: 'X-Long', Value: 'x'.repeat(length - 'X-Long'.length) }] })
    expect(() => readHeaders(withHeader(mailLimits.headerBytes))).not.toThrow()
    expect(() => readHeaders(withHeader(mailLimits.headerBytes + 1))).toThrow(
      expect.objectContaining({ code: 'mail_too_complex' }),
    )
  })

  it('has as many attachments read as any mail has parts, and the others counted, raw or taken apart', async () => {
    const fields = {
      TextBody: 'Anbei',
      Attachments: Array.from({ length: 1005 }, () => ({
        Name: 'a.txt',
        ContentType: 'text/plain',
        Content: 'YQ==',
      })),
    }
    const part = '--x\r\nContent-Disposition: attachment\r\n\r\na\r\n'
    const RawEmail = `Content-Type: multipart/mixed; boundary=x\r\n\r\n${part.repeat(1005)}--x--\r\n`
    for (const given of [fields, { RawEmail }]) {
      const payload = inboundPayload.parse(given)
      const { mail } = await readMail(payload, readHeaders(payload).headers, 'd')
      expect([mail.attachments.length, mail.leftOut]).toEqual([1000, 5])
    }
  })
})
