import { describe, expect, it } from 'vitest'
import { type ReceivedRequest, toHttpEvent } from '../../../bin/local/http-event.ts'

const arrival = {
  routeKey: 'POST /webhooks/facebook',
  requestId: 'request-1',
  receivedAt: new Date('2026-03-05T09:08:07.006Z'),
}

function request(overrides: Partial<ReceivedRequest> = {}): ReceivedRequest {
  return {
    method: 'POST',
    url: '/webhooks/facebook',
    headersDistinct: { host: ['localhost:8787'] },
    httpVersion: '1.1',
    socket: { remoteAddress: '127.0.0.1' },
    ...overrides,
  }
}

const eventOf = (overrides: Partial<ReceivedRequest>, body: Uint8Array | string = '') =>
  toHttpEvent(request(overrides), Buffer.from(body), arrival)

const typed = (type: string | undefined, body: Uint8Array | string) =>
  eventOf({ headersDistinct: type === undefined ? {} : { 'content-type': [type] } }, body)

describe('the event of an HTTP request', () => {
  it.each([
    'application/json',
    'application/json; charset=utf-8',
    'Application/JSON',
    'application/xml',
    'application/javascript',
    'text/plain',
    'text/xml; charset=iso-8859-1',
  ])('hands %s over as text', (type) => {
    expect(typed(type, '{"ä":"😱"}')).toMatchObject({ body: '{"ä":"😱"}', isBase64Encoded: false })
  })

  it.each([
    'multipart/form-data; boundary=x',
    'application/x-www-form-urlencoded',
    'application/cloudevents+json',
    'application/octet-stream',
    'message/rfc822',
    'application/jsonp',
    'image/png',
    '',
    undefined,
  ])('hands %s over as base64', (type) => {
    expect(typed(type, 'ä=1')).toMatchObject({ body: 'w6Q9MQ==', isBase64Encoded: true })
  })

  it('destroys what is not UTF-8 in a text, as API Gateway does', () => {
    expect(typed('application/json', Uint8Array.of(0x22, 0xff, 0x22)).body).toBe('"\uFFFD"')
  })

  it('keeps a byte order mark, which is signed', () => {
    expect(typed('text/plain', '\uFEFFa').body).toBe('\uFEFFa')
  })

  it('has no body where none was sent', () => {
    expect(typed('application/json', '')).not.toHaveProperty('body')
  })

  it('joins headers by commas and sets cookies apart', () => {
    const event = eventOf({
      headersDistinct: { 'x-forwarded-for': ['1.1.1.1', '2.2.2.2'], cookie: ['a=1; b=2', 'c=3'] },
    })
    expect(event.headers).toEqual({ 'x-forwarded-for': '1.1.1.1,2.2.2.2' })
    expect(event.cookies).toEqual(['a=1', 'b=2', 'c=3'])
  })

  it('keeps the query as sent, and decoded beside it', () => {
    const event = eventOf({ url: '/webhooks/facebook?hub.mode=subscribe&a=1&a=%C3%A4+b&q=x?y' })
    expect(event).toMatchObject({
      rawPath: '/webhooks/facebook',
      rawQueryString: 'hub.mode=subscribe&a=1&a=%C3%A4+b&q=x?y',
      queryStringParameters: { 'hub.mode': 'subscribe', a: '1,ä b', q: 'x?y' },
    })
    expect(eventOf({})).toMatchObject({ rawQueryString: '' })
    expect(eventOf({})).not.toHaveProperty('queryStringParameters')
  })

  it('tells where, when and by whom', () => {
    const event = eventOf({
      headersDistinct: { host: ['localhost:8787'], 'user-agent': ['facebookexternalua'] },
    })
    expect(event).toMatchObject({
      version: '2.0',
      routeKey: 'POST /webhooks/facebook',
      requestContext: {
        domainName: 'localhost:8787',
        http: {
          method: 'POST',
          path: '/webhooks/facebook',
          protocol: 'HTTP/1.1',
          sourceIp: '127.0.0.1',
          userAgent: 'facebookexternalua',
        },
        requestId: 'request-1',
        stage: '$default',
        time: '05/Mar/2026:09:08:07 +0000',
        timeEpoch: 1772701687006,
      },
    })
  })
})
