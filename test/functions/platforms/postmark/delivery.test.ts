import { describe, expect, it } from 'vitest'
import { readDelivery } from '../../../../functions/platforms/postmark/delivery.ts'
import { inboundPayload } from '../../../../functions/platforms/postmark/payload.ts'

const header = (name: string, value: string) => ({ name, value })
const toService = inboundPayload.parse({ OriginalRecipient: 'service@acme.test' })

describe('readDelivery', () => {
  it('reads recipient, return path and SPF', () => {
    const headers = [header('return-path', '<anne@kunde.test>'), header('Received-SPF', 'SoftFail (why) x=y')]
    expect(readDelivery(toService, headers, [])).toEqual({
      from: 'anne@kunde.test',
      to: ['service@acme.test'],
      authentication: { spf: 'softfail' },
      method: 'basic-auth',
    })
  })

  it('keeps the null sender', () => {
    expect(readDelivery(toService, [header('Return-Path', '<>')], []).from).toBe('')
  })

  it('believes the return path that Postmark puts first', () => {
    const headers = [header('Return-Path', '<anne@kunde.test>'), header('Return-Path', '<chef@acme.test>')]
    expect(readDelivery(toService, headers, []).from).toBe('anne@kunde.test')
  })

  it('believes no SPF verdict where there are two', () => {
    const headers = [header('Received-SPF', 'Fail'), header('Received-SPF', 'Pass')]
    expect(readDelivery(toService, headers, [])).not.toHaveProperty('authentication')
  })

  it('leaves out what the payload does not say', () => {
    for (const OriginalRecipient of [undefined, null, ''])
      expect(readDelivery({ OriginalRecipient }, [header('Received-SPF', 'strange')], [])).toEqual({
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
    expect(readDelivery(forwarded, [], ['acme.test']).to).toEqual(['service@acme.test'])
    expect(readDelivery(forwarded, [], []).to).toEqual(['451d9b70+token@inbound.postmarkapp.com'])
  })
})
