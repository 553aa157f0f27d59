import { describe, expect, it } from 'vitest'
import { sourceAddress } from '../../../functions/core/source-address.ts'

const event = (sourceIp: unknown) => ({ event: { requestContext: { http: { sourceIp } } } })
const forwarded = (value: string) => new Headers({ 'x-forwarded-for': value })

describe('sourceAddress', () => {
  it('is what the HTTP API says, of whatever protocol', () => {
    expect(sourceAddress(event('192.0.2.7'), new Headers(), false)).toBe('192.0.2.7')
    expect(sourceAddress(event('2001:db8::7'), new Headers(), false)).toBe('2001:db8::7')
  })

  it('believes no header of the caller', () => {
    expect(sourceAddress(event('192.0.2.7'), forwarded('198.51.100.1, 192.0.2.7'), false)).toBe('192.0.2.7')
  })

  it('is what CloudFront has added last where that stands between', () => {
    const list = forwarded('203.0.113.9, 198.51.100.1, 192.0.2.7')
    expect(sourceAddress(event('192.0.2.7'), list, true)).toBe('198.51.100.1')
    expect(sourceAddress(event('192.0.2.7'), new Headers(), true)).toBe('192.0.2.7')
  })

  it.each([undefined, null, {}, event(undefined), event(7), event('Anne, 1 Main St'), event('1'.repeat(46))])(
    'is none where there is none: %j',
    (environment) => {
      expect(sourceAddress(environment, new Headers(), false)).toBeUndefined()
    },
  )

  it('lets nothing into a log that is no address', () => {
    expect(sourceAddress(event('192.0.2.7'), forwarded('words of somebody, 192.0.2.7'), true)).toBeUndefined()
  })
})
