import { describe, expect, it } from 'vitest'
import type { Fetch } from '../../../functions/contracts/destination.ts'
import { RequestFailed } from '../../../functions/core/errors.ts'
import { isAllowedAddress } from '../../../functions/core/is-allowed-address.ts'
import { download } from '../../../functions/fetch/download.ts'
import { createGuardedFetch } from '../../../functions/outbound/guarded-fetch.ts'

const hosts = ['.fbcdn.net', 'pbs.twimg.com']
const home = 'https://scontent.xx.fbcdn.net/a.jpg'

/** The download of an address, from a platform that responds so, by address. */
async function fetched(
  serve: Readonly<Record<string, () => Response>>,
  {
    url = home,
    headers,
    maxBytes = 10,
  }: { url?: string; headers?: Record<string, string>; maxBytes?: number } = {},
) {
  const asked: { url: string; headers: Record<string, string> }[] = []
  const fetch: Fetch = async (address, init) => {
    asked.push({ url: address, headers: init.headers })
    const response = serve[address]
    if (!response) throw new RequestFailed('private_address', 'no', { uncertain: false })
    return response()
  }
  const signal = new AbortController().signal
  const found = await download({ url, ...(headers && { headers }) }, { hosts, maxBytes, signal, fetch })
  return { found, asked }
}

const sendsTo =
  (location: string, status = 302) =>
  () =>
    new Response(null, { status, headers: { location } })
const elsewhere = { state: 'unavailable', reason: 'its address leads elsewhere than to the platform' }

describe('the address of a file', () => {
  it.each([
    'https://scontent.xx.fbcdn.net/v/a.jpg?x=1',
    'https://a.fbcdn.net/',
    'https://PBS.twimg.com/media/a.jpg',
  ])('may be the platform’s: %s', (url) => {
    expect(isAllowedAddress(new URL(url), hosts)).toBe(true)
  })

  it.each([
    'http://scontent.xx.fbcdn.net/a.jpg',
    'https://fbcdn.net/a.jpg',
    'https://evilfbcdn.net/a.jpg',
    'https://a.fbcdn.net.evil.example/a.jpg',
    'https://evil.example/a.fbcdn.net',
    'https://a.fbcdn.net@evil.example/',
    'https://user:key@a.fbcdn.net/',
    'https://a.fbcdn.net:8443/',
    'https://a.pbs.twimg.com/',
    'https://169.254.169.254/latest/meta-data/',
    'https://[::1]/',
    'ftp://a.fbcdn.net/',
  ])('may be no other: %s', async (url) => {
    expect(isAllowedAddress(new URL(url), hosts)).toBe(false)
    const { found, asked } = await fetched({}, { url })
    expect([found, asked]).toEqual([elsewhere, []])
  })

  it.each(['', 'no address', 'javascript:alert(1)'])('is none: "%s"', async (url) => {
    expect((await fetched({}, { url })).found).toEqual(elsewhere)
  })

  it('may be a private one in disguise, which the connection refuses', async () => {
    expect((await fetched({})).found).toEqual(elsewhere)
    const rebound = createGuardedFetch({
      resolve: (_, __, callback) => callback(null, [{ address: '169.254.169.254', family: 4 }]),
    })
    const signal = new AbortController().signal
    expect(await download({ url: home }, { hosts, maxBytes: 10, signal, fetch: rebound })).toEqual(elsewhere)
  })
})

describe('a platform that sends on', () => {
  it.each([
    'http://169.254.169.254/latest/meta-data/iam/',
    'https://169.254.169.254/',
    'http://scontent.xx.fbcdn.net/a.jpg',
    'https://evil.example/',
    '//evil.example/a.jpg',
    'file:///etc/passwd',
    'https://',
  ])('is not followed to %s', async (location) => {
    const { found, asked } = await fetched({ [home]: sendsTo(location) })
    expect([found, asked.length]).toEqual([elsewhere, 1])
  })

  it('is followed to its own hosts, without a token for another one', async () => {
    const there = 'https://pbs.twimg.com/b.jpg'
    const near = 'https://scontent.xx.fbcdn.net/b.jpg'
    const { found, asked } = await fetched(
      { [home]: sendsTo('/b.jpg', 301), [near]: sendsTo(there, 307), [there]: () => new Response('abc') },
      { headers: { authorization: 'Bearer t' } },
    )
    expect(found).toEqual({ bytes: new TextEncoder().encode('abc') })
    expect(asked.map(({ headers }) => headers['authorization'])).toEqual(['Bearer t', 'Bearer t', undefined])
  })

  it('is not followed for ever', async () => {
    const { found, asked } = await fetched({ [home]: sendsTo(home) })
    expect([found, asked.length]).toEqual([elsewhere, 4])
  })

  it('is not followed where it does not say where to', async () => {
    expect((await fetched({ [home]: () => new Response(null, { status: 302 }) })).asked).toHaveLength(4)
  })
})

describe('what comes', () => {
  it('is taken as it is up to the limit, and refused beyond it', async () => {
    const body = (size: number) => ({ [home]: () => new Response('x'.repeat(size)) })
    expect((await fetched(body(10))).found).toEqual({ bytes: new TextEncoder().encode('x'.repeat(10)) })
    expect((await fetched(body(11))).found).toEqual({
      state: 'rejected',
      reason: 'it is larger than files may be here',
    })
  })

  it('is asked for unpacked, and refused where it is packed all the same', async () => {
    const packed = { [home]: () => new Response('abc', { headers: { 'content-encoding': 'gzip' } }) }
    const { found, asked } = await fetched(packed)
    expect(found).toMatchObject({ state: 'rejected' })
    expect(asked[0]?.headers['accept-encoding']).toBe('identity')
    const plain = { [home]: () => new Response('abc', { headers: { 'content-encoding': 'Identity' } }) }
    expect((await fetched(plain)).found).toHaveProperty('bytes')
  })

  it('is not here where it is empty', async () => {
    expect((await fetched({ [home]: () => new Response('') })).found).toEqual({
      state: 'unavailable',
      reason: 'it came empty',
    })
  })

  it('is asked for again where a token is refused, which an operator may put right', async () => {
    const refused = { [home]: () => new Response('', { status: 401 }) }
    expect((await fetched(refused, { headers: { authorization: 'Bearer t' } })).found).toEqual({
      again: true,
    })
    expect((await fetched(refused)).found).toMatchObject({ state: 'unavailable' })
  })

  it('is asked for again at a date that nobody reads, after a while', async () => {
    const later = () =>
      new Response('', { status: 503, headers: { 'retry-after': 'Fri, 20 Nov 2026 09:00:00 GMT' } })
    expect((await fetched({ [home]: later })).found).toEqual({ again: true })
  })
})
