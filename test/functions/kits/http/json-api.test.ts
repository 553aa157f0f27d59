import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { DeliveryEnded } from '../../../../functions/contracts/delivery-ended.ts'
import { clientCredentials } from '../../../../functions/kits/http/client-credentials.ts'
import { signInWith } from '../../../../functions/kits/http/credentials.ts'
import {
  type ApiOptions,
  type ApiRequest,
  jsonApi,
  readResponse,
} from '../../../../functions/kits/http/json-api.ts'
import { RequestRefused } from '../../../../functions/kits/http/request-refused.ts'
import { probeContext } from '../../../contracts/delivery-context.ts'
import { closedOrigin, useScriptedServer } from '../../../contracts/scripted-server.ts'

const server = useScriptedServer()

async function ended(request: ApiRequest, options: Partial<ApiOptions> = {}): Promise<unknown> {
  const api = jsonApi(probeContext({}), { base: server.origin, ...options })
  try {
    return await api(request)
  } catch (error) {
    return error instanceof DeliveryEnded ? error.outcome : error
  }
}

describe('jsonApi', () => {
  it('sends JSON, or bytes of a type, and no body where there is none', async () => {
    await ended({ method: 'POST', path: '/a?b=c', json: { d: 1 }, headers: { 'idempotency-key': 'e' } })
    await ended({ method: 'POST', path: '/f', body: { type: 'image/png', content: Uint8Array.of(1) } })
    await ended({ path: '/g' })
    expect(
      server.requests.map(({ method, path, headers, body }) => [
        method,
        path,
        headers['content-type'],
        String(body),
      ]),
    ).toEqual([
      ['POST', '/a?b=c', 'application/json', '{"d":1}'],
      ['POST', '/f', 'image/png', '\u0001'],
      ['GET', '/g', undefined, ''],
    ])
    expect(server.requests[0]?.headers).toMatchObject({ 'idempotency-key': 'e', accept: 'application/json' })
  })

  it.each([
    [404, { status: 'rejected', code: 'wrong_endpoint', scope: 'destination' }],
    [405, { status: 'rejected', code: 'wrong_endpoint', scope: 'destination' }],
    [302, { status: 'rejected', code: 'redirect', scope: 'destination' }],
    [401, { status: 'rejected', code: 'credentials_refused', scope: 'destination' }],
    [422, { status: 'rejected', code: 'refused' }],
    [503, { status: 'retry', uncertain: true }],
  ])('ends at %s that nobody expected', async (status, outcome) => {
    server.answer = () => ({ status })
    expect(await ended({ path: '/' })).toMatchObject(outcome)
    expect(await ended({ path: '/', expected: [status] })).toMatchObject({ status })
    expect(await ended({ path: '/', expected: 'every' })).toMatchObject({ status })
  })

  it('asks the adapter first what a refusal means, and keeps its status', async () => {
    server.answer = () => ({ status: 413, body: '{"too":"large"}' })
    const api = jsonApi(probeContext({}), {
      base: server.origin,
      judge: ({ text }, outcome) => ({ ...outcome, status: 'rejected', code: 'too_large', reason: text }),
    })
    const refused: unknown = await api({ path: '/' }).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(RequestRefused)
    expect(refused).toMatchObject({ status: 413, outcome: { code: 'too_large', reason: '{"too":"large"}' } })
  })

  it('tells by its code why there was no response', async () => {
    const api = jsonApi(probeContext({}), { base: await closedOrigin() })
    await expect(api({ path: '/' })).rejects.toMatchObject({
      failure: 'ECONNREFUSED',
      outcome: { status: 'retry', scope: 'destination' },
    })
    server.answer = () => 'reset after the body is read'
    expect(await ended({ path: '/' })).toMatchObject({ status: 'retry', uncertain: true })
  })

  it('cuts a response without an end, which is no JSON then', async () => {
    server.answer = () => 'flood'
    const response = await jsonApi(probeContext({}), { base: server.origin })({ path: '/' })
    expect(response.text.length).toBeLessThanOrEqual(64 * 1024)
    expect(response.json(z.array(z.unknown()).default([]))).toBeUndefined()
  })

  it.each([
    ['<html>', 'wrong_endpoint', 'destination'],
    ['{"id":true}', 'unreadable_answer', undefined],
  ])('says of a success that reads %s whose fault it is', async (body, code, scope) => {
    server.answer = () => ({ status: 200, body })
    const response = await jsonApi(probeContext({}), { base: server.origin })({ path: '/' })
    const read = () => readResponse(response, z.object({ id: z.number() }))
    expect(read).toThrow(expect.objectContaining({ outcome: expect.objectContaining({ code }) }))
    expect(read).toThrow(
      expect.objectContaining({
        outcome: scope
          ? expect.objectContaining({ scope })
          : expect.not.objectContaining({ scope: 'destination' }),
      }),
    )
  })
})

describe('signing in', () => {
  const authorizations = () => server.requests.map(({ path, headers }) => [path, headers['authorization']])

  it.each([
    [{ token: 'abc' }, 'Bearer abc'],
    [{ user: 'änne', password: 'x:y' }, `Basic ${Buffer.from('änne:x:y').toString('base64')}`],
  ])('by %j takes every request along', async (given, authorization) => {
    await ended({ path: '/' }, { signIn: signInWith(given, 'Bearer') })
    expect(authorizations()).toEqual([['/', authorization]])
  })

  it.each(['json', 'form'] as const)(
    'gets a token for an OAuth client once, and another when it is refused (%s)',
    async (encoding) => {
      const asked = () => server.requests.filter(({ path }) => path === '/token')
      server.answer = ({ path, headers }) => {
        if (path === '/token') {
          return {
            status: 200,
            body: JSON.stringify({ access_token: `t${asked().length}`, expires_in: 3600 }),
          }
        }
        return { status: headers['authorization'] === 'Bearer t2' ? 200 : 401 }
      }
      const context = probeContext({})
      const login = jsonApi(context, { base: server.origin })
      const signIn = clientCredentials(context.tokens, login, {
        ...{ issuer: server.origin, path: '/token', clientId: 'id', clientSecret: 'geheim', encoding },
        parameters: { scope: 'write' },
        remedy: 'clientId',
      })
      const api = jsonApi(context, { base: server.origin, signIn })
      expect(await Promise.all([api({ path: '/' }), api({ path: '/' })])).toMatchObject([
        { status: 200 },
        { status: 200 },
      ])
      await api({ path: '/' })
      expect(asked()).toHaveLength(2)
      expect(String(asked()[0]?.body)).toBe(
        encoding === 'json'
          ? '{"grant_type":"client_credentials","scope":"write","client_id":"id","client_secret":"geheim"}'
          : 'grant_type=client_credentials&scope=write',
      )
    },
  )

  it('that is refused stops the destination and quotes no secret', async () => {
    server.answer = () => ({ status: 401, body: 'geheim' })
    const context = probeContext({})
    const client = { issuer: 'x', path: '/token', clientId: 'id', clientSecret: 'geheim', remedy: 'clientId' }
    const signIn = clientCredentials(context.tokens, jsonApi(context, { base: server.origin }), {
      ...client,
      encoding: 'form',
    })
    const outcome = await ended({ path: '/' }, { signIn })
    expect(outcome).toMatchObject({ code: 'credentials_refused', scope: 'destination' })
    expect(JSON.stringify(outcome)).not.toContain('geheim')
  })
})
