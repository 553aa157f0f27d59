import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { afterEach, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { RequestFailed } from '../../../functions/core/errors.ts'
import { requestChannel, watchRequests } from '../../../functions/deliver/watch-requests.ts'
import { webhook } from '../../../functions/destinations/webhook/index.ts'
import { createTokenCache } from '../../../functions/outbound/token-cache.ts'

const told: unknown[] = []
const listen = (message: unknown) => void told.push(message)

afterEach(() => {
  unsubscribe(requestChannel, listen)
  told.length = 0
})

const adapter = {
  ...webhook,
  settings: z.strictObject({
    url: z.string(),
    password: z.string().meta({ secret: true }),
    keys: z.array(z.string()).optional().meta({ secret: true }),
  }),
}
const config = { name: 'crm', timeoutSeconds: 5, concurrency: 1 }
const settings = { url: 'https://crm.test', password: 'geheim', keys: ['k1', 'k2'] }

function watched(fetch: () => Promise<Response>) {
  const tokens = createTokenCache(() => new Date())
  const ports = { fetch, tokens, adapter, config }
  return { ports, ...watchRequests({ eventId: 'evt_1', attempt: 2, settings }, ports) }
}

const post = { method: 'POST', headers: { authorization: 'Bearer t' }, body: '{}' }

describe('requests of deliver', () => {
  it('are made as they are, and told to nobody, where nobody listens, as in an account', () => {
    const { ports, fetch, tokens } = watched(async () => new Response())
    expect([fetch, tokens]).toEqual([ports.fetch, ports.tokens])
    expect(fetch).toBe(ports.fetch)
    expect(tokens).toBe(ports.tokens)
  })

  it('are told with what came of them, and with what must not be shown of them', async () => {
    subscribe(requestChannel, listen)
    const { fetch, tokens } = watched(async () => new Response('', { status: 422 }))
    const token = await tokens.get('session', async () => ({ token: 'tok', expiresInSeconds: 60 }))
    expect([token, (await fetch('https://crm.test/a', post)).status]).toEqual(['tok', 422])
    await fetch('https://crm.test/b', { method: 'GET', headers: {} })
    expect(told).toEqual([
      {
        ...post,
        destination: 'crm',
        eventId: 'evt_1',
        attempt: 2,
        at: expect.any(Date),
        ms: expect.any(Number),
        url: 'https://crm.test/a',
        status: 422,
        secrets: ['geheim', 'k1', 'k2', 'tok'],
      },
      expect.not.objectContaining({ body: expect.anything() }),
    ])
  })

  it('fail as they would, which is told too', async () => {
    subscribe(requestChannel, listen)
    const failed = new RequestFailed('ECONNREFUSED', 'nobody listens', { uncertain: false })
    const { fetch } = watched(() => Promise.reject(failed))
    await expect(fetch('https://crm.test/a', post)).rejects.toBe(failed)
    expect(told).toEqual([expect.objectContaining({ code: 'ECONNREFUSED' })])
    expect(told[0]).not.toHaveProperty('status')
  })
})
