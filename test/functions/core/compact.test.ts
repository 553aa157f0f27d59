import { describe, expect, it } from 'vitest'
import { compact } from '../../../functions/core/compact.ts'

describe('compact', () => {
  it('leaves out what is undefined and nothing else', () => {
    const fields = compact({ a: undefined, b: null, c: '', d: 0, e: false, f: { g: undefined } })
    expect(Object.keys(fields)).toEqual(['b', 'c', 'd', 'e', 'f'])
    expect(Object.keys(fields.f)).toEqual(['g'])
  })

  it('keeps the order of the fields', () => {
    expect(JSON.stringify(compact({ z: 1, y: undefined, a: 2 }))).toBe('{"z":1,"a":2}')
  })
})
