import { describe, expect, it } from 'vitest'
import { readFields } from '../../../../functions/platforms/sendgrid/fields.ts'
import { readEnvelope } from '../../../../functions/platforms/sendgrid/read-envelope.ts'

const deliver = (fields: Record<string, string>) =>
  readEnvelope(readFields(Object.entries(fields).map(([name, text]) => ({ name, bytes: Buffer.from(text) }))))

describe('readEnvelope', () => {
  it('reads envelope and verdicts', () => {
    const envelope = '{"to":["service@acme.test"],"from":"anne@kunde.test"}'
    expect(deliver({ envelope, SPF: 'SoftFail', dkim: '{@kunde.test : pass}' })).toEqual({
      envelope: {
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
    expect(deliver({ envelope: '{"to":["service@acme.test"],"from":""}' }).envelope.from).toBe('')
  })

  it.each([
    ['{@kunde.test : fail, @list.test : pass}', 'pass'],
    ['{@kunde.test : fail}', 'fail'],
    ['{@kunde.test : strange}', undefined],
    ['none', 'none'],
    ['{}', undefined],
  ])('reads the DKIM verdict of %s', (dkim, verdict) => {
    expect(deliver({ dkim }).envelope.authentication?.dkim).toBe(verdict)
  })

  it('names the domains whose signatures hold, and no others', () => {
    const dkim = '{@kunde.test : fail, @List.test : pass, @acme.test : passive, @brief.test:pass}'
    expect(deliver({ dkim }).envelope.signers).toEqual(['list.test', 'brief.test'])
  })

  it('leaves out what the form does not say', () => {
    expect(deliver({ SPF: 'maybe' })).toEqual({
      envelope: { to: [], authentication: {}, method: 'ecdsa-p256' },
      unread: [],
    })
  })

  it('keeps an envelope that it cannot read', () => {
    for (const envelope of ['{', '[]', '{"to":[1]}'])
      expect(deliver({ envelope })).toMatchObject({
        envelope: { to: [] },
        unread: [{ what: 'envelope', part: envelope }],
      })
  })
})
