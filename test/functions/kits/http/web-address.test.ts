import { describe, expect, it } from 'vitest'
import { baseAddress, originAddress, webAddress } from '../../../../functions/kits/http/web-address.ts'

const address = webAddress(
  { example: 'https://crm.example.com', secretField: 'credentials' },
  ({ hash }) => hash !== '' && 'must have no fragment',
)

describe('webAddress', () => {
  it.each([
    'https://crm.example.com/a?b=c',
    'http://localhost:3000',
    'http://[::1]:3000/',
    'http://127.0.0.1',
  ])('takes %s as it is written', (value) => {
    expect(address.parse(value)).toBe(value)
  })

  it.each([
    ['crm.example.com', 'must be a whole address, e.g. https://crm.example.com'],
    ['http://crm.example.com', 'must begin with https:// (http:// only for localhost, 127.0.0.1 and [::1])'],
    ['ftp://localhost', 'must begin with https:// (http:// only for localhost, 127.0.0.1 and [::1])'],
    [
      'https://anne:geheim@crm.example.com',
      'must hold no user name or password: put them into `credentials`',
    ],
    ['https://crm.example.com#a', 'must have no fragment'],
  ])('refuses %s in one sentence, which does not quote it', (value, sentence) => {
    const { error } = address.safeParse(value)
    expect(error?.issues.map(({ message }) => message)).toEqual([sentence])
  })
})

describe('originAddress and baseAddress', () => {
  const names = { example: 'https://desk.acme.test', secretField: 'token' }
  const base = baseAddress(names, 'where the home page is', /\/api\b/)

  it.each([
    ['https://desk.acme.test', true, 'https://desk.acme.test'],
    ['https://desk.acme.test/', false, 'https://desk.acme.test'],
    ['https://acme.test/desk//', false, 'https://acme.test/desk'],
    ['https://acme.test/api', false, undefined],
    ['https://acme.test/?a=b', false, undefined],
    ['https://acme.test/#a', false, undefined],
    ['http://acme.test', false, undefined],
  ])('take %s: %s, %s', (value, isOrigin, read) => {
    expect(originAddress(names).safeParse(value).success).toBe(isOrigin)
    expect(base.safeParse(value).data).toBe(read)
  })
})
