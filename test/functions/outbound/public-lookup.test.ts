import type { LookupAddress } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { describe, expect, it } from 'vitest'
import { publicLookup } from '../../../functions/outbound/public-lookup.ts'

const finds =
  (...addresses: string[]): LookupFunction =>
  (_, __, callback) =>
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )

function look(resolve: LookupFunction, all: boolean): Promise<string | LookupAddress[]> {
  return new Promise((found, failed) =>
    publicLookup(resolve)('crm.example.test', { all }, (error, address) =>
      error ? failed(error) : found(address),
    ),
  )
}

describe('publicLookup', () => {
  it('gives public addresses only', async () => {
    const mixed = finds('10.0.0.1', '1.1.1.1', 'fd00::1', '2606:4700::1111')
    expect(await look(mixed, true)).toEqual([
      { address: '1.1.1.1', family: 4 },
      { address: '2606:4700::1111', family: 6 },
    ])
    expect(await look(mixed, false)).toBe('1.1.1.1')
  })

  it.each([true, false])('fails where a name has private addresses only (all: %s)', async (all) => {
    await expect(look(finds('127.0.0.1', '::1', '::ffff:10.0.0.1'), all)).rejects.toMatchObject({
      code: 'private_address',
      uncertain: false,
    })
  })

  it('checks a resolver that gives a single address', async () => {
    const single: LookupFunction = (_, __, callback) => callback(null, '192.168.0.1', 4)
    await expect(look(single, false)).rejects.toMatchObject({ code: 'private_address' })
  })

  it('hands on why a name is not found', async () => {
    const unknown = Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' })
    await expect(look((_, __, callback) => callback(unknown, []), true)).rejects.toBe(unknown)
  })
})
