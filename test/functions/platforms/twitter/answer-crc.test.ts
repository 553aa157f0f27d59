import { describe, expect, it } from 'vitest'
import { twitter as sender } from '../../../../bin/local/senders/twitter.ts'
import { Misconfigured, NotProven } from '../../../../functions/core/errors.ts'
import { answerCrc } from '../../../../functions/platforms/twitter/answer-crc.ts'
import { twitterSettings } from '../../../../functions/platforms/twitter/settings.ts'
import { verifySignatures } from '../../../../functions/platforms/twitter/verify-signatures.ts'
import { receivedAt } from '../../../contracts/webhook-request.ts'

const settings = (fields: Record<string, unknown> = {}) =>
  twitterSettings.parse({ ...sender.localSecrets, ...fields })

const challenge = (token: string) => ({
  method: 'GET',
  query: new URLSearchParams({ crc_token: token }),
  headers: new Headers(),
  body: new Uint8Array(),
  receivedAt: new Date(receivedAt),
})

const answer = async (token: string, fields?: Record<string, unknown>): Promise<unknown> =>
  answerCrc(challenge(token), settings(fields)).json()

describe('answerCrc', () => {
  it('answers with the first consumer secret', async () => {
    const rotating = { consumerSecrets: ['local-twitter-consumer-secret', 'older'] }
    expect(await answer('foo', rotating)).toEqual({
      response_token: 'sha256=bO1BJLGGiiOZbhs3Efyf2zFOAEHLWHWVM9aBjEhz2fY=',
    })
  })

  it('answers with the first client secret where the settings say so', async () => {
    expect(await answer('foo', { crc: 'client' })).toEqual({
      response_token: 'sha256=K64vUqMwI0ICb1ZJNV0aMZe2yw9qmdoxst+p3rNHbvE=',
    })
  })

  it('asks for a client secret that shall answer and is not there', () => {
    expect(() => answerCrc(challenge('foo'), settings({ crc: 'client', clientSecrets: [] }))).toThrow(
      Misconfigured,
    )
  })

  it('is answered as JSON that nobody keeps', () => {
    const { headers } = answerCrc(challenge('foo'), settings())
    expect(headers.get('content-type')).toContain('application/json')
    expect(headers.get('cache-control')).toBe('no-store')
  })

  it('cannot be made to sign an event', () => {
    const event = JSON.stringify({ for_user_id: '1', tweet_create_events: [] })
    expect(answerCrc(challenge(event), settings()).status).toBe(403)
  })

  it.each(['null', '12345', 'foo'])(
    'gives away no signature that passes as a webhook of %s',
    async (token) => {
      const { response_token } = (await answer(token)) as { response_token: string }
      const headers = new Headers({ 'x-twitter-webhooks-signature': response_token })
      const forged = { ...challenge(token), headers, body: new TextEncoder().encode(token) }
      expect(() => verifySignatures(forged, settings())).toThrow(NotProven)
    },
  )

  it('gives away no signature of any other text', async () => {
    const { response_token } = (await answer('foo')) as { response_token: string }
    const headers = new Headers({ 'x-twitter-webhooks-signature': response_token })
    const forged = { ...challenge('foo'), headers, body: new TextEncoder().encode('{"for_user_id":"1"}') }
    expect(() => verifySignatures(forged, settings())).toThrow(NotProven)
  })
})
