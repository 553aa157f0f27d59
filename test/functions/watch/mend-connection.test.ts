import { describe, expect, it } from 'vitest'
import { mendConnection } from '../../../functions/watch/mend-connection.ts'

describe('mending a connection', () => {
  it('does nothing where nobody agrees', async () => {
    let ran = 0
    const check = async () => [
      {
        about: 'webhook' as const,
        ok: false,
        message: 'm',
        mend: { will: 'w', run: async () => void ran++ },
      },
    ]
    const refused = mendConnection({
      check,
      agree: async () => {
        throw new Error('nothing was done')
      },
      tell: () => {},
    })
    await expect(refused).rejects.toThrow('nothing was done')
    expect(ran).toBe(0)
  })

  it('comes to an end where nothing ever gets better', async () => {
    let ran = 0
    const check = async () => [
      {
        about: 'webhook' as const,
        ok: false,
        message: 'm',
        mend: { will: 'w', run: async () => void ran++ },
      },
    ]
    const checks = await mendConnection({ check, agree: async () => {}, tell: () => {} })
    expect([checks.length, ran]).toEqual([1, 3])
  })

  it('goes on with the other steps where one fails, says why, and does not try it again', async () => {
    const told: unknown[] = []
    const mend = (will: string, run: () => Promise<void>) => ({
      about: 'subscription' as const,
      ok: false,
      message: will,
      mend: { will, run },
    })
    const checks = async () => [
      mend('fail', async () => {
        throw 'odd'
      }),
      mend('succeed', async () => {}),
    ]
    await mendConnection({ check: checks, agree: async () => {}, tell: (each) => void told.push(each) })
    expect(told).toEqual([{ will: 'fail', failed: 'odd' }, { will: 'succeed' }])
  })
})
