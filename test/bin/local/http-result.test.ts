import { describe, expect, it } from 'vitest'
import { toResponse } from '../../../bin/local/http-result.ts'

describe('the answer to an HTTP request', () => {
  it('is what the function returned', async () => {
    const response = toResponse({
      statusCode: 403,
      headers: { 'content-type': 'application/json', 'x-n': 1 },
      cookies: ['a=1', 'b=2'],
      body: '{"ä":1}',
    })
    expect(response.status).toBe(403)
    expect(response.headers.get('x-n')).toBe('1')
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
    expect(await response.json()).toEqual({ ä: 1 })
  })

  it('decodes base64', async () => {
    expect(await toResponse({ statusCode: 200, body: 'w6Q=', isBase64Encoded: true }).text()).toBe('ä')
  })

  it('is plain text where nothing else is said', () => {
    expect(toResponse({ statusCode: 200, body: 'x' }).headers.get('content-type')).toMatch('text/plain')
  })

  it.each([204, 304])('has no body with %i', async (statusCode) => {
    expect(await toResponse({ statusCode, body: 'ignored' }).text()).toBe('')
  })

  it('is JSON of whatever was returned without a status', async () => {
    const response = toResponse({ hello: 'world' })
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({ hello: 'world' })
    expect(await toResponse('hello').json()).toBe('hello')
  })

  it.each([
    [undefined],
    [null],
    [{ statusCode: 'ok' }],
    [{ statusCode: 200, body: { a: 1 } }],
    [{ statusCode: 99 }],
  ])('is the function’s fault with %j', async (result) => {
    const response = toResponse(result)
    expect(response.status).toBe(500)
    expect(await response.json()).toEqual({ message: 'Internal Server Error' })
  })
})
