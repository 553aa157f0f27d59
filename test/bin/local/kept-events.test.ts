import { describe, expect, it } from 'vitest'
import { keepEvents } from '../../../bin/local/kept-events.ts'

const kept = (n: number, bytes = 1) => ({ key: `key-${n}`, event: n, bytes })

describe('kept events', () => {
  it('stand once each, in order of arrival', () => {
    const store = keepEvents()
    expect([2, 1, 2, 3, 1].map((n) => store.keep(kept(n)))).toEqual([true, true, false, true, false])
    expect(store.events).toEqual([2, 1, 3])
    expect(store.duplicates).toBe(2)
  })

  it('are the newest when there are too many', () => {
    const store = keepEvents({ maxEvents: 2 })
    for (const n of [1, 2, 3]) store.keep(kept(n))
    expect(store.events).toEqual([2, 3])
  })

  it('are the newest when they grow too large', () => {
    const store = keepEvents({ maxBytes: 10 })
    for (const n of [1, 2, 3, 4]) store.keep(kept(n, 4))
    expect(store.events).toEqual([3, 4])
    store.keep(kept(5, 10))
    expect(store.events).toEqual([5])
  })
})
