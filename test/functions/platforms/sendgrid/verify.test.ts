import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { sendgrid as sender } from '../../../../bin/local/senders/sendgrid.ts'
import type { WebhookRequest } from '../../../../functions/contracts/platform.ts'
import { secretFields } from '../../../../functions/core/settings.ts'
import { sendgridSettings } from '../../../../functions/platforms/sendgrid/settings.ts'
import { verifySendgrid } from '../../../../functions/platforms/sendgrid/verify.ts'
import { receivedAt, webhookRequest } from '../../../contracts/webhook-request.ts'

const settings = sendgridSettings.parse(sender.localSecrets)
const body = Buffer.from('--xYzZY\r\n\r\n--xYzZY--')
const hour = 60 * 60 * 1000

function signedAt(offset: number): WebhookRequest {
  return webhookRequest(sender.sign(body, sender.localSecrets, new Date(Date.parse(receivedAt) + offset)))
}

function withHeader(name: string, value: string): WebhookRequest {
  const request = signedAt(0)
  const headers = new Headers(request.headers)
  headers.set(`x-twilio-email-event-webhook-${name}`, value)
  return { ...request, headers }
}

const codeOf = (request: WebhookRequest) => {
  try {
    verifySendgrid(request, settings)
    return 'proven'
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error
  }
}

describe('verifySendgrid', () => {
  it('hands over exactly the signed bytes', () => {
    expect(() => verifySendgrid(signedAt(0), settings)).not.toThrow()
  })

  it('proves what SendGrid repeats after three days', () => {
    expect(codeOf(signedAt(-72 * hour))).toBe('proven')
  })

  it('refuses what is older than four days, or from the future', () => {
    expect(codeOf(signedAt(-97 * hour))).toBe('timestamp_stale')
    expect(codeOf(signedAt(hour))).toBe('timestamp_stale')
    expect(codeOf(signedAt(60_000))).toBe('proven')
  })

  it('refuses another timestamp under the same signature', () => {
    const earlier = String(Math.floor(Date.parse(receivedAt) / 1000) - 1)
    expect(codeOf(withHeader('timestamp', earlier))).toBe('signature_mismatch')
  })

  it.each([
    ['timestamp', '2026-11-20T19:43:22Z', 'signature_malformed'],
    ['timestamp', '-1', 'signature_malformed'],
    ['timestamp', '', 'signature_missing'],
    ['signature', '', 'signature_missing'],
    ['signature', 'none', 'signature_malformed'],
    ['signature', 'A'.repeat(96), 'signature_mismatch'],
  ])('refuses the %s "%s" with %s', (name, value, code) => {
    expect(codeOf(withHeader(name, value))).toBe(code)
  })
})

describe('sendgridSettings', () => {
  it('keeps the keys in the secret store', () => {
    expect(secretFields(sendgridSettings)).toEqual(['publicKeys'])
  })

  it('takes no key of another kind, and no list without a key', () => {
    const spki = { format: 'der', type: 'spki' } as const
    const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey.export(spki).toString('base64')
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export(spki).toString('base64')
    for (const publicKeys of [[p384], [rsa], ['secret'], ['']])
      expect(() => sendgridSettings.parse({ publicKeys })).toThrow(
        'must be a public key as SendGrid shows it',
      )
    expect(() => sendgridSettings.parse({ publicKeys: [] })).toThrow()
  })
})
