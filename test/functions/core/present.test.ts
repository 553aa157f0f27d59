import { describe, expect, it } from 'vitest'
import { present } from '../../../functions/core/present.ts'

describe('present', () => {
  it('leaves out what is undefined and nothing else', () => {
    const fields = present({ a: undefined, b: null, c: '', d: 0, e: false, f: { g: undefined } })
    expect(Object.keys(fields)).toEqual(['b', 'c', 'd', 'e', 'f'])
    expect(Object.keys(fields.f)).toEqual(['g'])
  })

  it('keeps the order of the fields', () => {
    expect(JSON.stringify(present({ z: 1, y: undefined, a: 2 }))).toBe('{"z":1,"a":2}')
  })
})
