import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import {
  MalformedPayload,
  Misconfigured,
  NotProven,
  UnsupportedMediaType,
} from '../../../functions/core/errors.ts'
import { readPointer } from '../../../functions/ingest/pointer.ts'
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

  it('that is not proven leaves its address in that line, and one that is proven leaves it nowhere', async () => {
    let isProven = false
    const { request, lines } = ingestScene({
      result: { ignored: [{ what: 'x', why: 'y' }] },
      verify: () => {
        if (!isProven) throw new NotProven('signature_mismatch', 'got sha256=secret')
      },
    })
    await request({}, undefined, '192.0.2.7')
    isProven = true
    await request({}, undefined, '192.0.2.7')
    const fields = { platform: 'scripted', code: 'signature_mismatch', from: '192.0.2.7' }
    expect(lines).toEqual([{ code: 'not_proven', fields }])
  })

  it('whose handshake fails leaves its address in a line of its own', async () => {
    const { request, lines } = ingestScene({ handshake: () => new Response(null, { status: 403 }) })
    const response = await request({ method: 'GET', body: null }, undefined, '192.0.2.7')
    expect(response.status).toBe(403)
    expect(lines).toEqual([
      { code: 'handshake_refused', fields: { platform: 'scripted', from: '192.0.2.7' } },
    ])
  })

  it('that comes round the shield is answered with 403 before anything is done with it', async () => {
    const keys = { first: 'f'.repeat(32), second: '' }
    const { request, lines, steps } = ingestScene({
      shield: async () => keys,
      result: { ignored: [{ what: 'x', why: 'y' }] },
      settings: async () => {
        expect(steps).toEqual([])
        return {}
      },
    })
    const headers = { 'x-forwarded-for': '198.51.100.1, 192.0.2.7' }
    expect((await request({ headers }, undefined, '192.0.2.7')).status).toBe(403)
    expect(lines).toEqual([
      { code: 'not_through_shield', fields: { platform: 'scripted', from: '192.0.2.7' } },
    ])
    const proven = { ...headers, 'x-netzdialog-origin': keys.first }
    expect((await request({ headers: proven }, undefined, '192.0.2.7')).status).toBe(200)
  })

  it('that is not proven behind the shield leaves the address of who called that', async () => {
    const key = 'f'.repeat(32)
    const { request, lines } = ingestScene({
      shield: async () => ({ first: key, second: '' }),
      verify: () => {
        throw new NotProven('signature_mismatch', 'got sha256=secret')
      },
    })
    const headers = { 'x-forwarded-for': '198.51.100.1, 192.0.2.7', 'x-netzdialog-origin': key }
    await request({ headers }, undefined, '192.0.2.7')
    expect(lines).toMatchObject([{ code: 'not_proven', fields: { from: '198.51.100.1' } }])
  })

  it('is answered with 503 where nobody can tell whether it came through the shield', async () => {
    const { request } = ingestScene({
      shield: async () => {
        throw new Misconfigured('secret_invalid', 'the secret lacks first')
      },
    })
    expect((await request()).status).toBe(503)
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

describe('a request that announces what is too large for one', () => {
  const sha256 = 'ab'.repeat(32)
  const uploads = {
    addressOf: async (key: string) => ({
      url: `https://bucket.test/${key}?signed`,
      headers: { 'x-sum': 'a' },
    }),
  }
  const scene = (size: number, enabled = true) =>
    ingestScene({ announces: () => ({ size, sha256 }), ...(enabled && { uploads }) })
  const init = { headers: { 'x-envelope-to': 'a@b.test', 'webhook-id': 'msg_1', 'content-type': 'x/y' } }

  it('is answered with where to put it, and taken for nothing more', async () => {
    const { request, taken, text, steps } = scene(5_000_000)
    const response = await request(init)
    expect(response.status).toBe(201)
    const { upload } = z.object({ upload: z.object({ url: z.string() }) }).parse(await response.json())
    expect(response.headers.get('location')).toBe(upload.url)
    const [ticket = ''] = steps.map((step) => step.replace('put ', ''))
    expect(upload.url).toBe(`https://bucket.test/${ticket.replace(/ticket$/, 'mail')}?signed`)
    expect(JSON.parse(text(ticket))).toEqual({
      size: 5_000_000,
      sha256,
      headers: { 'x-envelope-to': 'a@b.test' },
      issuedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    })
    expect(taken).toEqual([])
  })

  it('gets the same place for the same again, and another for another envelope', async () => {
    const { request } = scene(5_000_000)
    const placeOf = async (headers: Record<string, string>) =>
      (await request({ headers: { ...init.headers, ...headers } })).headers.get('location')
    const place = await placeOf({})
    expect(await placeOf({ 'webhook-id': 'msg_2' })).toBe(place)
    expect(await placeOf({ 'x-envelope-to': 'c@b.test' })).not.toBe(place)
  })

  it.each([
    ['beyond 40 MB', 40 * 1024 * 1024 + 1, true],
    ['where uploads are not enabled', 5_000_000, false],
  ])('is answered with 413 %s', async (_, size, enabled) => {
    const { request, steps, lines } = scene(size, enabled)
    expect((await request(init)).status).toBe(413)
    expect(steps).toEqual([])
    expect(lines).toEqual([{ code: 'too_large', fields: { platform: 'scripted', size } }])
  })

  it('in a form that nobody knows is answered with 400 and what is expected', async () => {
    const { request } = ingestScene({
      announces: () => {
        throw new MalformedPayload('announcement_invalid', 'send {"size": …}')
      },
    })
    const response = await request(init)
    expect([response.status, await response.json()]).toEqual([400, { message: 'send {"size": …}' }])
  })
})

it('a request that only its proof cannot be read in is sent again, and told nothing of announcements', async () => {
  const { request, lines } = ingestScene({
    verify: () => {
      throw new MalformedPayload('form_truncated', 'the form ends early')
    },
  })
  expect((await request()).status).toBe(503)
  expect(lines).toEqual([{ code: 'not_accepted', fields: { platform: 'scripted', code: 'form_truncated' } }])
})

it('an announcement that fails for another reason is sent again', async () => {
  const { request } = ingestScene({
    announces: () => {
      throw new TypeError('a mistake of the adapter')
    },
  })
  expect((await request()).status).toBe(503)
})

describe('what a genuine request asks for', () => {
  it('is done before it is answered', async () => {
    const asked: string[] = []
    const { request } = ingestScene({
      result: { ignored: [{ what: 'x', why: 'y' }] },
      fetch: async (url) => {
        asked.push(url)
        return new Response('ok')
      },
      confirm: async (_, __, { fetch }) => {
        await fetch('https://confirm.test/', { method: 'GET', headers: {} })
      },
    })
    expect((await request()).status).toBe(200)
    expect(asked).toEqual(['https://confirm.test/'])
  })

  it('has the request sent again where it fails', async () => {
    const { request, steps } = ingestScene({
      confirm: async () => {
        throw new Error('nobody there')
      },
    })
    expect([(await request()).status, steps]).toEqual([503, []])
  })
})

describe('a webhook that points to a mail', () => {
  const stored = {
    isPointer: ({ body }: { readonly body: Uint8Array }) => Buffer.from(body).toString() === 'pointer',
    hosts: [],
    fetch: async () => undefined,
  }
  const pointing = { body: 'pointer', headers: { 'webhook-id': 'w1', 'content-type': 'a/b', cookie: 'c' } }

  it('is kept as it came, and answered then, with nothing read or fetched', async () => {
    const normalize = () => {
      throw new Error('is not read')
    }
    const scene = ingestScene({ stored, fetchesStored: true, normalize })
    const answers = [
      await scene.request(pointing),
      await scene.request({ ...pointing, headers: { 'content-type': 'a/b' } }),
    ]
    expect([answers.map(({ status }) => status), await answers[0]?.json()]).toEqual([
      [200, 200],
      { pointers: 1 },
    ])
    const [key = ''] = scene.objects.keys()
    expect([scene.objects.size, scene.taken.length]).toEqual([1, 0])
    expect(key).toMatch(/^incoming\/scripted\/[0-9a-f]{32}\/pointer$/)
    const { body, headers } = readPointer(scene.objects.get(key) ?? new Uint8Array())
    expect([Buffer.from(body).toString(), Object.fromEntries(headers)]).toEqual([
      'pointer',
      { 'content-type': 'a/b' },
    ])
  })

  it('is answered 503 where it could not be kept, so that it comes again', async () => {
    const beforePut = () => {
      throw new Error('away')
    }
    const answer = await ingestScene({ stored, fetchesStored: true, beforePut }).request(pointing)
    expect(answer.status).toBe(503)
  })

  it.each([
    ['brings what there is', { body: '{}' }, true],
    ['comes where nothing is fetched', pointing, false],
  ])('is read at once where it %s', async (_, init, fetchesStored) => {
    const scene = ingestScene({ stored, fetchesStored, result: { ignored: [{ what: 'a', why: 'b' }] } })
    expect(await (await scene.request(init)).json()).toEqual({ events: 0, ignored: 1, quarantined: 0 })
  })
})
