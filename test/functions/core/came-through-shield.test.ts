import { describe, expect, it } from 'vitest'
import { cameThroughShield, shieldKeys } from '../../../functions/core/came-through-shield.ts'

const first = 'f'.repeat(32)
const second = 's'.repeat(32)
const came = (sent: string | undefined, keys = { first, second }) =>
  cameThroughShield(new Headers(sent === undefined ? {} : { 'x-netzdialog-origin': sent }), keys)

describe('cameThroughShield', () => {
  it('takes either key, so that one can be changed while the other is in use', () => {
    expect([came(first), came(second)]).toEqual([true, true])
  })

  it('takes no other, no part of one, and nothing', () => {
    expect([came('x'.repeat(32)), came(first.slice(1)), came(''), came(undefined)]).toEqual(
      Array(4).fill(false),
    )
  })

  it('takes an empty key for none, whatever comes', () => {
    const keys = { first, second: '' }
    expect([came('', keys), came(undefined, keys), came(first, keys)]).toEqual([false, false, true])
  })
})

describe('shieldKeys', () => {
  it('has two, of which one may be empty and none short', () => {
    expect(shieldKeys.safeParse({ first, second: '' }).success).toBe(true)
    expect(shieldKeys.safeParse({ first, second: 'short' }).success).toBe(false)
    expect(shieldKeys.safeParse({ first }).success).toBe(false)
  })
})
