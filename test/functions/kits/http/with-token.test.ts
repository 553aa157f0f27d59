import { describe, expect, it } from 'vitest'
import { DeliveryEnded } from '../../../../functions/contracts/delivery-ended.ts'
import { RequestFailed } from '../../../../functions/core/errors.ts'
import { withToken } from '../../../../functions/kits/http/with-token.ts'
import { createTokenCache } from '../../../../functions/outbound/token-cache.ts'

/** A system that takes one token at a time; `statuses` are answered first, whatever the token. */
function system(statuses: readonly number[] = []) {
  const tokens = createTokenCache(() => new Date(0))
  const early = [...statuses]
  let issued = 0
  const seen: string[] = []
  return {
    seen,
    revoke() {
      issued += 1
    },
    send: () =>
      withToken(
        tokens,
        'crm',
        async () => {
          issued += 1
          return { token: `t${issued}`, expiresInSeconds: 3600 }
        },
        async (token) => {
          seen.push(token)
          return new Response(null, { status: early.shift() ?? (token === `t${issued}` ? 200 : 401) })
        },
      ),
  }
}

describe('withToken', () => {
  it('says that nothing was taken where signing in fails, also without an answer', async () => {
    const failures = [
      new DeliveryEnded({ status: 'retry', reason: 'answered 502', uncertain: true }),
      new RequestFailed('ECONNRESET', 'hung up', { uncertain: true }),
    ]
    for (const failure of failures) {
      const tokens = createTokenCache(() => new Date(0))
      const refused = withToken(
        tokens,
        'crm',
        () => Promise.reject(failure),
        async () => new Response(),
      )
      await expect(refused).rejects.toMatchObject({
        name: 'DeliveryEnded',
        outcome: expect.not.objectContaining({ uncertain: true }),
      })
    }
  })

  it('keeps to one token while it is taken', async () => {
    const { send, seen } = system()
    expect((await send()).status).toBe(200)
    expect((await send()).status).toBe(200)
    expect(seen).toEqual(['t1', 't1'])
  })

  it('sends once more with a new token where the old one was revoked', async () => {
    const { send, seen, revoke } = system()
    await send()
    revoke()
    expect((await send()).status).toBe(200)
    expect(seen).toEqual(['t1', 't1', 't3'])
  })

  it('gives up after the second refusal', async () => {
    const { send, seen } = system([401, 401])
    expect((await send()).status).toBe(401)
    expect(seen).toEqual(['t1', 't2'])
  })

  it('asks the caller where a system refuses a token by something other than the status 401', async () => {
    const seen: string[] = []
    const { status } = await withToken(
      createTokenCache(() => new Date(0)),
      'crm',
      async () => ({ token: `t${seen.length + 1}`, expiresInSeconds: 3600 }),
      async (token) => {
        seen.push(token)
        return new Response(null, { status: token === 't1' ? 299 : 401 })
      },
      (response) => response.status === 299,
    )
    expect({ status, seen }).toEqual({ status: 401, seen: ['t1', 't2'] })
  })

  it.each([200, 403, 429, 500])('passes %i on as it is', async (status) => {
    const { send, seen } = system([status])
    expect((await send()).status).toBe(status)
    expect(seen).toHaveLength(1)
  })
})
