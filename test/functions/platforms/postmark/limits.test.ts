import { describe, expect, it } from 'vitest'
import { mailLimits } from '../../../../functions/kits/mail/limits.ts'
import { readAttachments } from '../../../../functions/platforms/postmark/attachments.ts'
import { readHeaders } from '../../../../functions/platforms/postmark/headers.ts'
import { inboundPayload } from '../../../../functions/platforms/postmark/payload.ts'

describe('a mail from Postmark', () => {
  it('may have headers as long as those of any mail, names included, and no longer', () => {
    const withHeader = (length: number) =>
      inboundPayload.parse({ Headers: [{ Name: 'X-Long', Value: 'x'.repeat(length - 'X-Long'.length) }] })
    expect(() => readHeaders(withHeader(mailLimits.headerBytes))).not.toThrow()
    expect(() => readHeaders(withHeader(mailLimits.headerBytes + 1))).toThrow(
      expect.objectContaining({ code: 'mail_too_complex' }),
    )
  })

  it('may have as many attachments as any mail has parts, and no more', () => {
    const withAttachments = (length: number) =>
      inboundPayload.parse({
        Attachments: Array.from({ length }, () => ({
          Name: 'a.txt',
          ContentType: 'text/plain',
          Content: 'YQ==',
        })),
      })
    expect(readAttachments(withAttachments(mailLimits.parts)).attachments).toHaveLength(mailLimits.parts)
    expect(() => readAttachments(withAttachments(mailLimits.parts + 1))).toThrow(
      expect.objectContaining({ code: 'mail_too_many_parts' }),
    )
  })
})
