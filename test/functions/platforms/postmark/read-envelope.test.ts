import { describe, expect, it } from 'vitest'
import { MailHeaders } from '../../../../functions/kits/mail/headers/mail-headers.ts'
import { inboundPayload } from '../../../../functions/platforms/postmark/payload.ts'
import { readEnvelope } from '../../../../functions/platforms/postmark/read-envelope.ts'
import { mailHeaders } from '../../../support/mail-headers.ts'

const header = (name: string, value: string) => ({ name, value })
const toService = inboundPayload.parse({ OriginalRecipient: 'service@acme.test' })

describe('readEnvelope', () => {
  it('reads recipient, return path and SPF', () => {
    const headers = mailHeaders({ 'return-path': '<anne@kunde.test>', 'Received-SPF': 'SoftFail (why) x=y' })
    expect(readEnvelope(toService, headers, [])).toEqual({
      from: 'anne@kunde.test',
      to: ['service@acme.test'],
      authentication: { spf: 'softfail' },
      method: 'basic-auth',
    })
  })

  it('keeps the null sender', () => {
    expect(readEnvelope(toService, mailHeaders({ 'Return-Path': '<>' }), []).from).toBe('')
  })

  it('believes the return path that Postmark puts first', () => {
    const headers = new MailHeaders([
      header('Return-Path', '<anne@kunde.test>'),
      header('Return-Path', '<chef@acme.test>'),
    ])
    expect(readEnvelope(toService, headers, []).from).toBe('anne@kunde.test')
  })

  it('believes no SPF verdict where there are two', () => {
    const headers = new MailHeaders([header('Received-SPF', 'Fail'), header('Received-SPF', 'Pass')])
    expect(readEnvelope(toService, headers, [])).not.toHaveProperty('authentication')
  })

  it('leaves out what the payload does not say', () => {
    for (const OriginalRecipient of [undefined, null, ''])
      expect(readEnvelope({ OriginalRecipient }, mailHeaders({ 'Received-SPF': 'strange' }), [])).toEqual({
        to: [],
        method: 'basic-auth',
      })
  })

  it('finds the own mailbox that was forwarded to the address of the stream', () => {
    const forwarded = inboundPayload.parse({
      OriginalRecipient: '451d9b70+token@inbound.postmarkapp.com',
      ToFull: [{ Email: 'bea@kunde.test' }],
      CcFull: [{ Email: 'Service@acme.test' }, {}],
    })
    expect(readEnvelope(forwarded, mailHeaders(), ['acme.test']).to).toEqual(['service@acme.test'])
    expect(readEnvelope(forwarded, mailHeaders(), []).to).toEqual(['451d9b70+token@inbound.postmarkapp.com'])
  })
})
