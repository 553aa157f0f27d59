import { describe, expect, it } from 'vitest'
import { RequestFailed } from '../../../../functions/core/errors.ts'
import { failureOutcome, httpOutcome } from '../../../../functions/kits/http/http-outcome.ts'

const now = new Date('2026-11-21T10:00:00Z')
const outcomeOf = (status: number, headers: Record<string, string> = {}) =>
  httpOutcome(new Response(null, { status, headers }), now)

describe('httpOutcome', () => {
  it.each([200, 201, 202, 204, 206, 299])('takes %i for delivered', (status) => {
    expect(outcomeOf(status)).toEqual({ status: 'delivered' })
  })

  it.each([
    [408, {}],
    [409, { scope: 'message' }],
    [423, { scope: 'message' }],
    [425, { scope: 'message' }],
    [429, { throttled: true }],
    [500, { uncertain: true }],
    [502, { uncertain: true }],
    [503, { uncertain: true }],
    [504, { uncertain: true }],
    [599, { uncertain: true }],
  ])('retries %i', (status, also) => {
    expect(outcomeOf(status)).toEqual({ status: 'retry', reason: `answered ${status}`, ...also })
  })

  it('hands on when to come again, and takes a 503 that says so for throttling', () => {
    expect(outcomeOf(503, { 'retry-after': '0' })).toEqual({
      status: 'retry',
      reason: 'answered 503',
      afterSeconds: 0,
      throttled: true,
      uncertain: true,
    })
    expect(outcomeOf(500, { 'retry-after': '7' })).toEqual({
      status: 'retry',
      reason: 'answered 500',
      afterSeconds: 7,
      uncertain: true,
    })
  })

  it.each([300, 301, 302, 304, 308])('rejects %i as a redirect', (status) => {
    expect(outcomeOf(status)).toMatchObject({ status: 'rejected', code: 'redirect' })
  })

  it.each([
    [401, 'credentials_refused'],
    [403, 'credentials_refused'],
    [410, 'gone'],
  ])('stops the destination at %i', (status, code) => {
    expect(outcomeOf(status)).toMatchObject({ status: 'rejected', code, scope: 'destination' })
  })

  it.each([400, 402, 404, 405, 406, 412, 413, 415, 418, 422, 499])('rejects one message at %i', (status) => {
    expect(outcomeOf(status)).toEqual({ status: 'rejected', code: 'refused', reason: `answered ${status}` })
  })
})

describe('failureOutcome', () => {
  const outcomeOfCode = (code: string, uncertain = false) =>
    failureOutcome(new RequestFailed(code, 'with a name in it', { uncertain }))

  it.each(['private_address', 'insecure_url', 'invalid_url'])('stops the destination at %s', (code) => {
    expect(outcomeOfCode(code)).toEqual({
      status: 'rejected',
      code,
      reason: `not sent: ${code}, check the url`,
      scope: 'destination',
    })
  })

  it('rejects one message whose headers cannot be sent', () => {
    expect(outcomeOfCode('invalid_request')).toEqual({
      status: 'rejected',
      code: 'invalid_request',
      reason: 'not sent: a header cannot be written',
    })
  })

  it.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'CERT_HAS_EXPIRED', 'ECONNRESET'])(
    'lets the destination wait where %s kept everything from being sent',
    (code) => {
      expect(outcomeOfCode(code)).toEqual({
        status: 'retry',
        reason: `no answer: ${code}`,
        scope: 'destination',
      })
    },
  )

  it.each(['ETIMEDOUT', 'aborted'])(
    'retries the message alone where %s ended it before it was sent',
    (code) => {
      expect(outcomeOfCode(code)).toEqual({ status: 'retry', reason: `no answer: ${code}` })
    },
  )

  it.each(['ETIMEDOUT', 'ECONNRESET', 'aborted', 'HPE_INVALID_CONSTANT', 'invalid_status'])(
    'is uncertain where %s came after the request',
    (code) => {
      expect(outcomeOfCode(code, true)).toEqual({
        status: 'retry',
        reason: `no answer: ${code}`,
        uncertain: true,
      })
    },
  )

  it('hides no mistake of an adapter', () => {
    const mistake = new TypeError('x is not a function')
    expect(() => failureOutcome(mistake)).toThrow(mistake)
  })
})
