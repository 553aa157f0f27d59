import { describe, expect, it } from 'vitest'
import type * as z from 'zod'
import { refusalOutcome } from '../../../../functions/destinations/genesys/refusal-outcome.ts'
import { attemptedAt } from '../../../contracts/delivery-context.ts'

function outcomeOf(status: number, code?: string, body: object = {}, headers: Record<string, string> = {}) {
  const json = <Value>(schema: z.ZodType<Value>) => schema.safeParse({ ...body, code }).data
  return refusalOutcome({ status, headers: new Headers(headers), json }, attemptedAt)
}

describe('what a refusal of Genesys Cloud means', () => {
  it.each([
    [401, 'ip.not.authorized', 'address_refused'],
    [401, 'bad.credentials', 'credentials_refused'],
    [403, 'missing.permissions', 'permission_missing'],
    [403, 'missing.division.permission', 'permission_missing'],
    [403, 'app.not.authorized.for.scope', 'scope_missing'],
    [400, 'not.a.client', 'wrong_grant'],
    [404, 'integration.not.found', 'integration_gone'],
    [409, 'integration.not.active', 'integration_inactive'],
  ])('stops the destination at %i %s', (status, code, own) => {
    expect(outcomeOf(status, code)).toMatchObject({ status: 'rejected', code: own, scope: 'destination' })
  })

  it('waits the seconds that a body names, and not those that a limit is counted over', () => {
    const code = 'too.many.requests.retry.after'
    const message = 'Rate limit exceeded the maximum. Retry the request in [17] seconds'
    expect(outcomeOf(429, code, { message })).toMatchObject({
      status: 'retry',
      afterSeconds: 17,
      throttled: true,
    })
    const limit = 'Rate limit exceeded the maximum [300] requests within [60] seconds'
    expect(outcomeOf(429, 'too.many.requests', { message: limit })).not.toHaveProperty('afterSeconds')
  })

  it('believes the header before the body', () => {
    const message = 'Retry the request in [17] seconds'
    expect(outcomeOf(429, undefined, { message }, { 'retry-after': '5' })).toMatchObject({ afterSeconds: 5 })
  })

  it('rejects a message that is too large, and tries a conflict again', () => {
    const body = { message: 'The request is over the size limit. Maximum bytes: 131072' }
    expect(outcomeOf(413, 'request.entity.too.large', body)).toEqual({
      status: 'rejected',
      code: 'too_large',
      reason: 'answered 413 (request.entity.too.large)',
    })
    expect(outcomeOf(409, 'request.conflict')).toMatchObject({ status: 'retry', scope: 'message' })
  })

  it('knows that nothing was taken where signing in timed out', () => {
    expect(outcomeOf(504, 'authentication.request.timeout')).not.toHaveProperty('uncertain')
    expect(outcomeOf(504, 'request.timeout')).toMatchObject({ status: 'retry', uncertain: true })
  })

  it('quotes nothing but codes', () => {
    for (const code of ['Änne Geheim', 'anne geheim', '<script>', 'x'.repeat(200)])
      for (const status of [400, 413, 500]) {
        const outcome = outcomeOf(status, code, { message: 'Änne Geheim' })
        expect(outcome).toMatchObject({ reason: `answered ${status}` })
      }
  })
})
