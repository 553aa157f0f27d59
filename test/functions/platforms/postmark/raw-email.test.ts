import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toRawEmail } from '../../../../functions/platforms/postmark/raw-email.ts'

describe('toRawEmail', () => {
  it('gives back ASCII as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii' }), (text) => {
        expect(toRawEmail(text)).toEqual({ bytes: Buffer.from(text, 'latin1'), exact: true })
      }),
    )
  })

  it('gives back UTF-8, whether it was decoded or taken byte by byte', () => {
    const bytes = Buffer.from('Subject: Grüße 🚚')
    expect(toRawEmail('Subject: Grüße 🚚')).toEqual({ bytes, exact: false })
    expect(toRawEmail(bytes.toString('latin1'))).toEqual({ bytes, exact: false })
  })

  it('gives up where bytes are lost already', () => {
    expect(toRawEmail('Gr\ufffd\ufffde')).toBeUndefined()
  })
})
