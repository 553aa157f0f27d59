import { describe, expect, it } from 'vitest'
import { createTokenCache } from '../../../functions/outbound/token-cache.ts'

function scene({ expiresInSeconds = 3600, takesSeconds = 0 } = {}) {
  let time = Date.parse('2026-11-21T10:00:00.000Z')
  let asked = 0
  const tokens = createTokenCache(() => new Date(time))
  const obtain = async () => {
    asked += 1
    const token = `t${asked}`
    await Promise.resolve()
    time += takesSeconds * 1000
    return { token, expiresInSeconds }
  }
  return {
    tokens,
    get: (name = 'crm') => tokens.get(name, obtain),
    pass(seconds: number) {
      time += seconds * 1000
    },
  }
}

describe('the token cache', () => {
  it('asks once for each name, however many ask at a time', async () => {
    const { get } = scene()
    expect(await Promise.all([get(), get(), get('acd'), get()])).toEqual(['t1', 't1', 't2', 't1'])
    expect(await get()).toBe('t1')
  })

  it.each([
    ['a minute before its end', 3600, 3540],
    ['after nine tenths of a short life', 100, 90],
    ['at once where it has no life', 0, 0],
    ['at once where its life is no number', Number.NaN, 0],
  ])('renews a token %s', async (_, expiresInSeconds, lasts) => {
    const { get, pass } = scene({ expiresInSeconds })
    expect(await get()).toBe('t1')
    if (lasts > 0) {
      pass(lasts - 1)
      expect(await get()).toBe('t1')
      pass(1)
    }
    expect(await get()).toBe('t2')
  })

  it('counts a token’s life from before it was asked for', async () => {
    const { get, pass } = scene({ expiresInSeconds: 100, takesSeconds: 20 })
    await get()
    pass(69)
    expect(await get()).toBe('t1')
    pass(1)
    expect(await get()).toBe('t2')
  })

  it('tells all who wait of a failure, and keeps none', async () => {
    const { tokens, get } = scene()
    const failing = () => tokens.get('crm', () => Promise.reject(new Error('refused')))
    const [one, other] = await Promise.allSettled([failing(), failing()])
    expect([one.status, other.status]).toEqual(['rejected', 'rejected'])
    expect(await get()).toBe('t1')
  })

  it('drops a refused token once, and not the one that came after it', async () => {
    const { tokens, get } = scene()
    const refused = await get()
    tokens.drop('acd', refused)
    expect(await get()).toBe('t1')
    tokens.drop('crm', refused)
    expect(await get()).toBe('t2')
    tokens.drop('crm', refused)
    expect(await get()).toBe('t2')
  })
})
