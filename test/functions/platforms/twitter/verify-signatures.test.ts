import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { Misconfigured, NotProven } from '../../../../functions/core/errors.ts'
import { twitterSettings } from '../../../../functions/platforms/twitter/settings.ts'
import { verifySignatures } from '../../../../functions/platforms/twitter/verify-signatures.ts'
import { receivedAt } from '../../../contracts/webhook-request.ts'

const body = new TextEncoder().encode('{"for_user_id":"1"}')
const consumer = 'x-twitter-webhooks-signature'
const client = 'x-twitter-webhooks-signature-oauth2'

const signature = (key: string) => `sha256=${createHmac('sha256', key).update(body).digest('base64')}`

const verify = (headers: Record<string, string>, settings: Record<string, unknown> = {}) =>
  verifySignatures(
    {
      method: 'POST',
      query: new URLSearchParams(),
      headers: new Headers(headers),
      body,
      receivedAt: new Date(receivedAt),
    },
    twitterSettings.parse({ consumerSecrets: ['c1', 'c2'], clientSecrets: ['o1', 'o2'], ...settings }),
  )

describe('verifySignatures', () => {
  it.each(['c1', 'c2'])('proves by the consumer header alone with %s', (key) => {
    expect(() => verify({ [consumer]: signature(key) })).not.toThrow()
  })

  it.each(['o1', 'o2'])('proves by the client header alone with %s', (key) => {
    expect(() => verify({ [client]: signature(key) })).not.toThrow()
  })

  it('proves by both headers where both hold', () => {
    expect(() => verify({ [consumer]: signature('c2'), [client]: signature('o1') })).not.toThrow()
  })

  it.each([
    [{ [consumer]: signature('c1'), [client]: signature('c1') }],
    [{ [consumer]: signature('o1'), [client]: signature('o1') }],
    [{ [consumer]: signature('o1') }],
    [{ [client]: signature('c1') }],
    [{ [consumer]: '', [client]: signature('o1') }],
    [{}],
  ])('refuses where one of the headers that are there does not hold: %j', (headers) => {
    expect(() => verify(headers)).toThrow(NotProven)
  })

  it.each([
    signature('c1').slice('sha256='.length),
    signature('c1').replace('sha256', 'SHA256'),
    `${signature('c1')} `.replace(' ', 'A'),
    signature('c1').replace('=', '%'),
    createHmac('sha256', 'c1').update(body).digest('hex'),
  ])('refuses a signature of another form: %s', (given) => {
    expect(() => verify({ [consumer]: given })).toThrow(NotProven)
  })

  it('asks for the client secret where the body is genuine and that is all that is missing', () => {
    const headers = { [consumer]: signature('c1'), [client]: signature('o1') }
    expect(() => verify(headers, { clientSecrets: [] })).toThrow(Misconfigured)
  })

  it('believes no client header without a client secret, nor a forged one beside it', () => {
    expect(() => verify({ [client]: signature('') }, { clientSecrets: [] })).toThrow(NotProven)
    const forged = { [consumer]: signature('x'), [client]: signature('o1') }
    expect(() => verify(forged, { clientSecrets: [] })).toThrow(NotProven)
  })
})
