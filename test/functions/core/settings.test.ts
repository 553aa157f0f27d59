import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { plainSettings, secretFields } from '../../../functions/core/settings.ts'

const secret = { secret: true }
const settings = z.strictObject({
  url: z.url(),
  keys: z.array(z.string()).meta(secret),
  token: z.string().meta(secret).optional(),
  password: z.string().optional().meta(secret),
  pin: z.string().meta(secret).default('0000'),
  retries: z.int().default(3),
})

describe('secretFields', () => {
  it('finds the mark on a field, and within what makes it optional', () => {
    expect(secretFields(settings)).toEqual(['keys', 'token', 'password', 'pin'])
  })

  it('finds none where none is marked', () => {
    expect(secretFields(z.object({ url: z.string() }))).toEqual([])
  })

  it('refuses settings that are no object', () => {
    expect(() => secretFields(z.string())).toThrow('settings must be a z.object or z.strictObject')
  })
})

describe('plainSettings', () => {
  const plain = plainSettings(settings)

  it('takes what is no secret, with its defaults', () => {
    expect(plain.parse({ url: 'https://crm.example.com' })).toEqual({
      url: 'https://crm.example.com',
      retries: 3,
    })
  })

  it('refuses a secret that stands in the deployment file', () => {
    expect(plain.safeParse({ url: 'https://crm.example.com', keys: ['k'] }).success).toBe(false)
  })

  it('still checks what is left', () => {
    expect(plain.safeParse({ url: 'crm' }).success).toBe(false)
  })
})
