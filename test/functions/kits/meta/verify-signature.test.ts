import { describe, expect, it } from 'vitest'
import { facebook as sender } from '../../../../bin/local/senders/facebook.ts'
import { verify } from '../../../../functions/kits/meta/verify-signature.ts'
import { facebook } from '../../../../functions/platforms/facebook/index.ts'
import { localSettings, signedRequest } from '../../../contracts/webhook-request.ts'
import { comments, pageBody } from '../../platforms/facebook/payloads.ts'

const wiring = { adapter: facebook, sender }
const settings = localSettings(wiring)
const request = signedRequest(wiring, pageBody(comments(1)))
const signature = request.headers.get('x-hub-signature-256') ?? ''
const signedAs = (header: string | undefined) => ({
  ...request,
  headers: new Headers(header === undefined ? {} : { 'x-hub-signature-256': header }),
})

describe('verify', () => {
  it('proves the very bytes that were signed', () => {
    expect(() => verify(request, settings)).not.toThrow()
  })

  it.each([
    ['signature_missing', undefined],
    ['signature_malformed', ''],
    ['signature_malformed', signature.slice('sha256='.length)],
    ['signature_malformed', signature.toUpperCase()],
    ['signature_malformed', signature.slice(0, -1)],
    ['signature_malformed', `${signature}0`],
    ['signature_malformed', `${signature}, ${signature}`],
    ['signature_malformed', signature.replace('sha256', 'sha1')],
    ['signature_mismatch', `sha256=${'0'.repeat(64)}`],
  ])('refuses with %s: %j', (code, header) => {
    expect(() => verify(signedAs(header), settings)).toThrow(
      expect.objectContaining({ code, name: 'NotProven' }),
    )
  })

  it('does not look at the SHA-1 header', () => {
    const headers = new Headers({ 'x-hub-signature': `sha1=${'0'.repeat(40)}` })
    expect(() => verify({ ...request, headers }, settings)).toThrow(
      expect.objectContaining({ code: 'signature_missing' }),
    )
  })

  it('proves the body as Meta escapes it and refuses the same JSON written otherwise', () => {
    const escaped = new TextEncoder().encode('{"object":"page","text":"\\u00e4\\/\\ud83d\\ude9a"}')
    const rewritten = new TextEncoder().encode(JSON.stringify(JSON.parse(new TextDecoder().decode(escaped))))
    const signed = signedRequest(wiring, escaped)
    expect(() => verify(signed, settings)).not.toThrow()
    expect(() => verify({ ...signed, body: rewritten }, settings)).toThrow(
      expect.objectContaining({ code: 'signature_mismatch' }),
    )
  })
})

describe('settings', () => {
  it('need at least one key of each sort', () => {
    for (const bad of [
      {},
      { appSecrets: [], verifyTokens: ['t'] },
      { appSecrets: ['s'], verifyTokens: [''] },
    ])
      expect(facebook.settings.safeParse(bad).success).toBe(false)
  })
})
