import { describe, expect, it } from 'vitest'
import {
  MalformedPayload,
  Misconfigured,
  NotProven,
  UnsupportedMediaType,
} from '../../../functions/core/errors.ts'
import { comment, customer } from '../../support/contact-events.ts'
import { ingestScene } from '../../support/ingest-scene.ts'

const event = comment('777_10', customer('anne'))

describe('a webhook', () => {
  it('is answered with 200 when the queue has its events, and says how many', async () => {
    const { request, taken, counts } = ingestScene({
      result: { events: [event], ignored: [{ what: 'like', why: 'of the page' }] },
    })
    const response = await request()
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({ events: 1, ignored: 1, quarantined: 0 })
    expect(taken).toMatchObject([{ id: event.id, deduplicationId: event.id }])
    expect(taken[0]?.group).toMatch(/^[0-9a-f]{64}$/)
    expect(JSON.parse(taken[0]?.body ?? '')).toEqual(event)
    expect(counts.get('Accepted')).toBe(1)
  })

  it('hands the adapter the raw bytes, the headers, the query and the time', async () => {
    const bytes = new Uint8Array([0xff, 0x00, 0xfe])
    const { request } = ingestScene({
      result: { ignored: [{ what: 'x', why: 'y' }] },
      verify: ({ body, headers, query, receivedAt, method }) => {
        expect({ body, method }).toEqual({ body: bytes, method: 'POST' })
        expect([headers.get('X-Signature'), query.get('a')]).toEqual(['sig', 'b'])
        expect(receivedAt.toISOString()).toBe('2026-11-20T19:43:22.105Z')
      },
      normalize: (proven, context) => {
        expect({ body: proven.body, context }).toEqual({
          body: bytes,
          context: { settings: { appSecrets: ['s'] }, receivedAt: '2026-11-20T19:43:22.105Z' },
        })
        return { events: [], ignored: [{ what: 'x', why: 'y' }], quarantined: [], objects: [] }
      },
    })
    const headers = { 'x-signature': 'sig' }
    expect((await request({ body: bytes, headers }, '/webhooks/scripted?a=b')).status).toBe(200)
  })

  it('that is not proven is answered with 401, counted and dropped', async () => {
    const { request, steps, counts, lines } = ingestScene({
      verify: () => {
        throw new NotProven('signature_mismatch', 'got sha256=secret')
      },
    })
    const response = await request()
    expect(response.status).toBe(401)
    expect(await response.text()).toBe('{"message":"not proven to come from scripted: signature_mismatch"}')
    expect({ steps, count: counts.get('NotProven') }).toEqual({ steps: [], count: 1 })
    expect(lines).toEqual([
      { code: 'not_proven', fields: { platform: 'scripted', code: 'signature_mismatch' } },
    ])
  })

  it('of a media type that is never taken is answered with 415, and the operator can see it', async () => {
    const { request, lines } = ingestScene({
      verify: () => {
        throw new UnsupportedMediaType('not_multipart', 'got text/plain, send multipart/form-data')
      },
    })
    const response = await request()
    expect(response.status).toBe(415)
    expect(await response.json()).toEqual({ message: 'got text/plain, send multipart/form-data' })
    expect(lines).toMatchObject([{ code: 'unsupported_media_type' }])
  })

  it('beyond 4.4 MB is answered with 413 before anything is done with it', async () => {
    const { request, lines } = ingestScene({
      result: { ignored: [{ what: 'x', why: 'y' }] },
    })
    expect((await request({ body: new Uint8Array(4_400_001) })).status).toBe(413)
    expect(lines).toEqual([{ code: 'too_large', fields: { platform: 'scripted', size: 4_400_001 } }])
    expect((await request({ body: new Uint8Array(4_400_000) })).status).toBe(200)
  })

  it.each([
    ['the queue does not take an event', { fault: () => 'queue' as const }],
    [
      'the store is away',
      {
        beforePut: () => {
          throw Object.assign(new Error(), { code: 'SlowDown' })
        },
      },
    ],
    [
      'the secret cannot be read',
      {
        settings: async () => {
          throw new Misconfigured('secret_invalid', 'the secret lacks appSecrets')
        },
      },
    ],
    [
      'the adapter fails in an unforeseen way',
      {
        verify: () => {
          throw new TypeError('Anne is not a function')
        },
      },
    ],
  ])('is answered with 503 where %s, so that it comes again', async (_, scene) => {
    const { request, counts, lines } = ingestScene({
      result: { events: [event], quarantined: [{ what: 'x', why: 'y', part: {} }] },
      ...scene,
    })
    const response = await request()
    expect(response.status).toBe(503)
    expect(await response.text()).toBe('{"message":"not accepted, send it again"}')
    expect(counts.get('EnqueueFailed')).toBe(1)
    expect(counts.has('Accepted')).toBe(false)
    expect(JSON.stringify(lines)).not.toContain('Anne')
  })

  it('that cannot be read at all is kept whole and answered with 200', async () => {
    const { request, steps, text } = ingestScene({
      normalize: () => {
        throw new MalformedPayload('not_json', 'unexpected token A in Anne')
      },
    })
    expect((await request({ body: '{Anne' })).status).toBe(200)
    const note = steps[1]?.replace('put ', '') ?? ''
    expect(JSON.parse(text(note)).parts).toEqual([{ what: 'body', why: 'cannot be read (not_json)' }])
  })
})

describe('a handshake', () => {
  it.each(['GET', 'HEAD'])('by %s is answered by the platform', async (method) => {
    const { request, steps } = ingestScene({
      handshake: ({ query }) =>
        new Response(query.get('challenge'), { status: query.has('challenge') ? 200 : 403 }),
    })
    const right = await request({ method, body: null }, '/webhooks/scripted?challenge=42')
    expect([right.status, await right.text()]).toEqual([200, method === 'GET' ? '42' : ''])
    const refused = await request({ method, body: null })
    expect(refused.status).toBe(403)
    expect(await refused.text()).toBe(
      method === 'HEAD' ? '' : '{"message":"scripted alone calls this address, with its webhooks"}',
    )
    expect(steps).toEqual([])
  })

  it('is not known to every platform', async () => {
    const { request } = ingestScene()
    expect((await request({ method: 'GET', body: null })).status).toBe(405)
  })
})

describe('anything else', () => {
  it.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS'])('%s is answered with 405', async (method) => {
    expect((await ingestScene().request({ method, body: null })).status).toBe(405)
  })

  it('is not found: another platform’s path, and what lies beneath', async () => {
    const { request } = ingestScene()
    expect((await request({}, '/webhooks/other')).status).toBe(404)
    expect((await request({}, '/webhooks/scripted/deeper')).status).toBe(404)
  })
})
