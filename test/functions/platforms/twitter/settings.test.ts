import { describe, expect, it } from 'vitest'
import { plainSettings, secretFields } from '../../../../functions/core/settings.ts'
import { twitterSettings } from '../../../../functions/platforms/twitter/settings.ts'

describe('twitterSettings', () => {
  it('keeps the keys, and which of them answers, in the secret', () => {
    expect(secretFields(twitterSettings)).toEqual([
      'consumerSecrets',
      'clientSecrets',
      'accountTokens',
      'crc',
    ])
    expect(plainSettings(twitterSettings).parse({ accounts: [{ id: '1', handle: 'acme' }] })).toBeDefined()
  })

  it('needs a consumer secret and nothing else', () => {
    expect(twitterSettings.parse({ consumerSecrets: ['a'] })).toEqual({
      consumerSecrets: ['a'],
      clientSecrets: [],
      accountTokens: [],
      crc: 'consumer',
      accounts: [],
    })
    expect(twitterSettings.safeParse({ consumerSecrets: [] }).success).toBe(false)
    expect(twitterSettings.safeParse({ consumerSecrets: [''] }).success).toBe(false)
  })

  it('takes an account by its id, not by its handle', () => {
    expect(twitterSettings.safeParse({ consumerSecrets: ['a'], accounts: [{ id: '@acme' }] }).success).toBe(
      false,
    )
  })
})
