import { describe, expect, it } from 'vitest'
import { settleAll } from '../../../functions/core/settle-all.ts'

const later = <Value>(value: Value) => new Promise<Value>((resolve) => setTimeout(() => resolve(value), 5))

describe('settleAll', () => {
  it('gives the values in order', async () => {
    expect(await settleAll([later(1), Promise.resolve(2)])).toEqual([1, 2])
  })

  it('fails with the first failure, and only when nothing is under way any more', async () => {
    let finished = false
    const slow = later(true).then(() => {
      finished = true
    })
    const failing = [Promise.reject(new Error('first')), slow, Promise.reject(new Error('second'))]
    await expect(settleAll(failing)).rejects.toThrow('first')
    expect(finished).toBe(true)
  })
})
