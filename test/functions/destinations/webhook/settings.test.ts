import { describe, expect, it } from 'vitest'
import { settings } from '../../../../functions/destinations/webhook/settings.ts'

const secretOf = (length: number) => `whsec_${Buffer.alloc(length, 'k').toString('base64')}`
const valid = { url: 'https://crm.example.test/contacts?tenant=1', signingSecrets: [secretOf(32)] }
const messagesOf = (more: Record<string, unknown>) =>
  settings.safeParse({ ...valid, ...more }).error?.issues.map(({ message }) => message)

describe('settings', () => {
  it('sends structured events unless told otherwise', () => {
    expect(settings.parse(valid)).toEqual({ ...valid, mode: 'structured' })
  })

  it.each(['http://localhost:8788/', 'http://127.0.0.1:8788/', 'http://[::1]:8788/'])('allows %s', (url) => {
    expect(messagesOf({ url })).toBeUndefined()
  })

  it.each([
    ['http://crm.example.test/', /^must begin with https/],
    ['http://localhost.example.test/', /^must begin with https/],
    ['ftp://crm.example.test/', /^must begin with https/],
    ['crm.example.test', /^must be a whole address/],
    ['https://', /^must be a whole address/],
    ['https://user:pass@crm.example.test/', /^must hold no user name or password/],
    ['https://user@crm.example.test/', /^must hold no user name or password/],
  ])('refuses %s', (url, message) => {
    expect(messagesOf({ url })).toEqual([expect.stringMatching(message)])
  })

  it.each([24, 33, 64])('takes a signing secret of %i bytes', (length) => {
    expect(messagesOf({ signingSecrets: [secretOf(length)] })).toBeUndefined()
  })

  it.each([
    ['of 23 bytes', secretOf(23)],
    ['of 65 bytes', secretOf(65)],
    ['without prefix', secretOf(32).slice(6)],
    ['with another prefix', `whsek_${secretOf(32).slice(6)}`],
    ['that is no base64', `whsec_${'ü'.repeat(40)}`],
    ['without its padding', secretOf(32).replaceAll('=', '')],
  ])('refuses a signing secret %s, and does not quote it', (_, secret) => {
    const { error } = settings.safeParse({ ...valid, signingSecrets: [secretOf(32), secret] })
    expect(error?.issues[0]).toMatchObject({ path: ['signingSecrets', 1], message: /^must be `whsec_` and/ })
    expect(JSON.stringify(error?.issues)).not.toContain(secret)
  })

  it('refuses to send without a signature', () => {
    expect(messagesOf({ signingSecrets: [] })).toHaveLength(1)
  })

  it.each(['', ' Bearer x', 'Bearer x\r\nx-other: y', 'Bearer ü'])(
    'refuses %j as authorization',
    (authorization) => {
      expect(messagesOf({ authorization })).toEqual([
        'must be printable ASCII, as it stands in the Authorization header',
      ])
    },
  )
})
