import { describe, expect, it } from 'vitest'
import { readDelivery } from '../../../../functions/platforms/sendgrid/delivery.ts'
import { readFields } from '../../../../functions/platforms/sendgrid/fields.ts'

const deliver = (fields: Record<string, string>) =>
  readDelivery(readFields(Object.entries(fields).map(([name, text]) => ({ name, bytes: Buffer.from(text) }))))

describe('readDelivery', () => {
  it('reads envelope and verdicts', () => {
    const envelope = '{"to":["service@acme.test"],"from":"anne@kunde.test"}'
    expect(deliver({ envelope, SPF: 'SoftFail', dkim: '{@kunde.test : pass}' })).toEqual({
      delivery: {
        from: 'anne@kunde.test',
        to: ['service@acme.test'],
        authentication: { spf: 'softfail', dkim: 'pass' },
        signers: ['kunde.test'],
        method: 'ecdsa-p256',
      },
      unread: [],
    })
  })

  it('keeps the null sender', () => {
    expect(deliver({ envelope: '{"to":["service@acme.test"],"from":""}' }).delivery.from).toBe('')
  })

  it.each([
    ['{@kunde.test : fail, @list.test : pass}', 'pass'],
    ['{@kunde.test : fail}', 'fail'],
    ['{@kunde.test : strange}', undefined],
    ['none', 'none'],
    ['{}', undefined],
  ])('reads the DKIM verdict of %s', (dkim, verdict) => {
    expect(deliver({ dkim }).delivery.authentication?.dkim).toBe(verdict)
  })

  it('names the domains whose signatures hold, and no others', () => {
    const dkim = '{@kunde.test : fail, @List.test : pass, @acme.test : passive, @brief.test:pass}'
    expect(deliver({ dkim }).delivery.signers).toEqual(['list.test', 'brief.test'])
  })

  it('leaves out what the form does not say', () => {
    expect(deliver({ SPF: 'maybe' })).toEqual({
      delivery: { to: [], authentication: {}, method: 'ecdsa-p256' },
      unread: [],
    })
  })

  it('keeps an envelope that it cannot read', () => {
    for (const envelope of ['{', '[]', '{"to":[1]}'])
      expect(deliver({ envelope })).toMatchObject({
        delivery: { to: [] },
        unread: [{ what: 'envelope', part: envelope }],
      })
  })
})
