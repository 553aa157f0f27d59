import { describe, expect, it } from 'vitest'
import { handshake } from '../../../../functions/kits/meta/handshake.ts'
import { handshakeRequest } from '../../platforms/facebook/payloads.ts'

const settings = { appSecrets: ['secret'], verifyTokens: ['old-token', 'local-verify-token'] }

describe('handshake', () => {
  it('returns the challenge as plain text that no browser takes for a page', async () => {
    const response = handshake(handshakeRequest({}), settings)
    expect(response.status).toBe(200)
    expect(Object.fromEntries(response.headers)).toEqual({
      'content-type': 'text/plain;charset=utf-8',
      'x-content-type-options': 'nosniff',
    })
    expect(await response.text()).toBe('1158201444')
  })

  it('accepts every current verify token', () => {
    expect(handshake(handshakeRequest({ 'hub.verify_token': 'old-token' }), settings).status).toBe(200)
  })

  it.each([
    { 'hub.verify_token': '' },
    { 'hub.verify_token': 'local-verify-toke' },
    { 'hub.mode': 'Subscribe' },
    { 'hub.challenge': 'x'.repeat(201) },
    { 'hub.challenge': '<svg onload=alert(1)>' },
    { 'hub.challenge': '1\r\nset-cookie: a=b' },
  ])('refuses %j', (overrides) => {
    expect(handshake(handshakeRequest(overrides), settings).status).toBe(403)
  })

  it('refuses any other method', () => {
    expect(handshake({ ...handshakeRequest({}), method: 'POST' }, settings).status).toBe(403)
  })
})
