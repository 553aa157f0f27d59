import { describe, expect, it } from 'vitest'
import { postmark as sender } from '../../../../bin/local/senders/postmark.ts'
import { secretFields } from '../../../../functions/core/settings.ts'
import { postmarkSettings } from '../../../../functions/platforms/postmark/settings.ts'
import { verifyPostmark } from '../../../../functions/platforms/postmark/verify.ts'
import { receivedAt, webhookRequest } from '../../../contracts/webhook-request.ts'

const settings = postmarkSettings.parse({ credentials: ['local:local-postmark-password', 'Änne:a:b c'] })
const body = Buffer.from('{}')
const signed = webhookRequest(sender.sign(body, sender.localSecrets, new Date(receivedAt)))

function codeOf(authorization: string): unknown {
  try {
    const headers = new Headers({ authorization })
    verifyPostmark({ ...signed, headers }, settings)
    return 'proven'
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error
  }
}
const encode = (text: string) => Buffer.from(text).toString('base64')

describe('verifyPostmark', () => {
  it('hands over the body', () => {
    expect(() => verifyPostmark(signed, settings)).not.toThrow()
  })

  it('takes any of the credentials, with colons and umlauts in them', () => {
    expect(codeOf(`Basic ${encode('local:local-postmark-password')}`)).toBe('proven')
    expect(codeOf(`basic  ${encode('Änne:a:b c')}`)).toBe('proven')
  })

  it.each([
    ['', 'credentials_missing'],
    ['Basic', 'credentials_malformed'],
    ['Basic local:local-postmark-password', 'credentials_malformed'],
    [`Bearer ${encode('local:local-postmark-password')}`, 'credentials_malformed'],
    [`Basic ${encode('local:local-postmark-passwore')}`, 'credentials_mismatch'],
    [`Basic ${encode('local:local-postmark-password ')}`, 'credentials_mismatch'],
    [`Basic ${encode('local')}`, 'credentials_mismatch'],
    [`Basic ${encode(':')}`, 'credentials_mismatch'],
  ])('refuses "%s" with %s', (authorization, code) => {
    expect(codeOf(authorization)).toBe(code)
  })
})

describe('postmarkSettings', () => {
  it('keeps the credentials in the secret store', () => {
    expect(secretFields(postmarkSettings)).toEqual(['credentials'])
  })

  it('takes no credentials without a user or a password, and no empty list', () => {
    for (const credentials of [['password'], [':password'], ['user:'], []])
      expect(() => postmarkSettings.parse({ credentials })).toThrow()
  })
})
