import { createServer, type Server } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { askDestinations } from '../../../bin/console/ask-destinations.ts'
import { createFeed } from '../../../bin/console/feed.ts'
import { pageOperations } from '../../../bin/console/page-operations.ts'
import type { Page } from '../../../bin/console/read-state.ts'
import { watchOverview } from '../../../bin/console/watch-overview.ts'
import type { CrmMode } from '../../../bin/local/demo-crm.ts'
import { createTickets } from '../../../bin/local/demo-tickets.ts'
import { frontDoor } from '../../../bin/local/front-door.ts'
import { close, listen } from '../../../bin/local/listen.ts'
import { keepRawPayloads, type RawPayloads } from '../../../bin/local/raw-payloads.ts'
import { operationsScene } from '../../support/operations-scene.ts'

let base: string
let server: Server
let status: 'starting' | 'ok' | 'stopping'
let mode: CrmMode
let seen: APIGatewayProxyEventV2[]
let answer: () => Promise<unknown>
let put: [key: string, body: string][]

let payloads: RawPayloads
let forgotten = 0
let page: Page | undefined

let hasDemoCrm = true

beforeEach(async () => {
  hasDemoCrm = true
  await open()
})
afterEach(() => close(server))

async function reopen(): Promise<void> {
  await close(server)
  await open()
}

async function open(): Promise<void> {
  page = undefined
  status = 'ok'
  mode = 'ok'
  payloads = keepRawPayloads()
  forgotten = 0
  seen = []
  put = []
  answer = async () => ({ statusCode: 200, body: 'ok' })
  const invoke = (event: unknown) => {
    seen.push(event as APIGatewayProxyEventV2)
    return answer()
  }
  const crm = {
    received: () => ({ events: [{ id: 'evt_1' }], duplicates: 2 }),
    get mode() {
      return mode
    },
    setMode: async (next: CrmMode) => {
      mode = next
    },
  }
  const app = frontDoor({
    status: () => status,
    platforms: ['facebook', 'twitter'],
    ingest: new Map([['facebook', { invoke }]]),
    attachments: () => ({ invoke }),
    crm,
    hasDemoCrm,
    page: () => page,
    resources: () => undefined,
    putIncoming: (key, body) => {
      if (!key.startsWith('incoming/ses/')) return undefined
      put.push([key, Buffer.from(body).toString()])
      return Promise.resolve()
    },
    payloads,
    requests: {
      forget() {
        forgotten += 1
      },
    },
    host: '127.0.0.1',
    now: () => new Date(),
  })
  server = createServer(getRequestListener(app.fetch))
  base = `http://127.0.0.1:${await listen(server, 0)}`
}

const json = { 'content-type': 'application/json' }
const post = (path: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = json) =>
  fetch(`${base}${path}`, { method: 'POST', headers, body })

describe('the front door', () => {
  it('keeps what was taken as its platform sent it, for whatever time the function may have read, until it is to forget', async () => {
    let at = ''
    answer = async () => {
      // A function in a process of its own reads its clock later than the front door.
      await new Promise((resolve) => setTimeout(resolve, 5))
      at = new Date().toISOString()
      await new Promise((resolve) => setTimeout(resolve, 5))
      return { statusCode: 200, body: 'ok' }
    }
    await post('/webhooks/facebook', '{"text":"Grüße"}')
    const [kept, ...others] = payloads.of(at)
    expect(kept).toMatchObject({ platform: 'facebook', contentType: 'application/json' })
    expect([Buffer.from(kept?.body ?? []).toString(), others]).toEqual(['{"text":"Grüße"}', []])
    expect((await fetch(`${base}/local/payloads`, { method: 'DELETE' })).status).toBe(204)
    expect([payloads.of(at), forgotten]).toEqual([[], 1])
  })

  it('takes from the live page what a command has erased, and tells once it is done', async () => {
    const { ports } = operationsScene()
    const operations = pageOperations(ports)
    const feed = createFeed()
    let erased = 0
    page = {
      feed,
      tickets: createTickets(),
      watch: watchOverview({ operations, feed }),
      samples: { samples: new Map(), sendings: [], send: () => undefined, stop: () => {} },
      crm: { mode: 'ok', counts: { received: 0, duplicates: 0 }, setMode: async () => {} },
      console: {
        site: ports,
        operations,
        findPlatform: ports.findPlatform,
        rebuild: async () => undefined,
        probes: askDestinations(async () => undefined, ports.now),
        settle: async () => {},
        onErased: async () => {
          await new Promise(setImmediate)
          erased += 1
        },
      },
    }
    await fetch(`${base}/local/payloads`, { method: 'DELETE', headers: { 'sec-fetch-site': 'cross-site' } })
    expect(erased).toBe(0)
    await fetch(`${base}/local/payloads`, { method: 'DELETE' })
    expect(erased).toBe(1)
  })

  it.each([401, 503])('keeps nothing of what was answered with %i', async (statusCode) => {
    answer = async () => ({ statusCode, body: '' })
    await post('/webhooks/facebook', '{}')
    expect(payloads.of(new Date(seen[0]?.requestContext.timeEpoch ?? 0).toISOString())).toEqual([])
  })

  it('hands a webhook to its platform’s function and passes the answer on', async () => {
    answer = async () => ({ statusCode: 401, headers: { 'x-a': 'b' }, body: '{"error":"no"}' })
    const response = await post('/webhooks/facebook?a=%20b', '{"text":"Grüße 😱 \uFFFF"}', {
      ...json,
      'X-Hub-Signature-256': 'sha256=00',
    })
    expect([response.status, response.headers.get('x-a'), await response.text()]).toEqual([
      401,
      'b',
      '{"error":"no"}',
    ])
    expect(seen).toHaveLength(1)
    expect(seen[0]).toMatchObject({
      routeKey: 'POST /webhooks/facebook',
      rawPath: '/webhooks/facebook',
      rawQueryString: 'a=%20b',
      headers: { 'x-hub-signature-256': 'sha256=00', 'content-type': 'application/json' },
      body: '{"text":"Grüße 😱 \uFFFF"}',
      isBase64Encoded: false,
    })
  })

  it.each(['GET', 'HEAD', 'PUT', 'DELETE'])('hands %s over as well', async (method) => {
    expect((await fetch(`${base}/webhooks/facebook?hub.mode=subscribe`, { method })).status).toBe(200)
    expect(seen[0]).toMatchObject({
      routeKey: `${method} /webhooks/facebook`,
      requestContext: { http: { method } },
      rawQueryString: 'hub.mode=subscribe',
    })
    expect(seen[0]).not.toHaveProperty('body')
  })

  it('puts a mail where its platform would, and says where none comes that way', async () => {
    const at = (key: string) => fetch(`${base}/local/bucket/${key}`, { method: 'PUT', body: 'Subject: x' })
    expect((await at('incoming/ses/ab12')).status).toBe(200)
    expect(put).toEqual([['incoming/ses/ab12', 'Subject: x']])
    const refused = await at('incoming/mime/ab12')
    expect([refused.status, await refused.json()]).toEqual([
      404,
      { error: expect.stringContaining('platforms.ses.receiving') },
    ])
    expect((await at('quarantine/ses/ab12')).status).toBe(404)
  })

  it('hands binary bodies over byte by byte', async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index)
    await post('/webhooks/facebook', bytes, { 'content-type': 'multipart/form-data; boundary=x' })
    expect(Buffer.from(seen[0]!.body!, 'base64')).toEqual(Buffer.from(bytes))
  })

  it('hands a link to an attachment over, and the redirect back', async () => {
    answer = async () => ({ statusCode: 302, headers: { location: 'http://127.0.0.1:9/photo' } })
    const response = await fetch(`${base}/attachments/e30.c2ln`, { redirect: 'manual' })
    expect([response.status, response.headers.get('location')]).toEqual([302, 'http://127.0.0.1:9/photo'])
    expect(seen[0]).toMatchObject({
      routeKey: 'GET /attachments/{token}',
      rawPath: '/attachments/e30.c2ln',
    })
    expect((await fetch(`${base}/attachments/e30.c2ln`, { method: 'POST' })).status).toBe(404)
  })

  it('names the platforms there are where one is unknown', async () => {
    const response = await post('/webhooks/myspace', '{}')
    expect(response.status).toBe(404)
    expect(await response.json()).toEqual({ error: 'no platform "myspace" here, only: facebook, twitter' })
    expect((await post('/webhooks/constructor', '{}')).status).toBe(404)
  })

  it('is not there yet while it starts', async () => {
    status = 'starting'
    expect((await fetch(`${base}/health`)).status).toBe(503)
    const response = await post('/webhooks/facebook', '{}')
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5'])
    expect(await response.json()).toEqual({
      message: 'the local run is still starting: send it again in a few seconds',
    })
    status = 'stopping'
    expect(await (await post('/webhooks/facebook', '{}')).json()).toEqual({
      message: 'the local run is ending: send it again once it has been started',
    })
    expect(seen).toEqual([])
  })

  it('is healthy once everything is up', async () => {
    const response = await fetch(`${base}/health`)
    expect([response.status, await response.json()]).toEqual([
      200,
      { status: 'ok', platforms: ['facebook', 'twitter'] },
    ])
  })

  it('answers as API Gateway does when the function fails', async () => {
    answer = () => Promise.reject(new Error('Anne Grün wrote'))
    const response = await post('/webhooks/facebook', '{}')
    expect([response.status, await response.json()]).toEqual([500, { message: 'Internal Server Error' }])
  })

  it('takes six megabytes of event and no more', async () => {
    expect((await post('/webhooks/facebook', `"${'x'.repeat(6_000_000)}"`)).status).toBe(200)
    expect((await post('/webhooks/facebook', `"${'x'.repeat(6_300_000)}"`)).status).toBe(413)
    const base64 = { 'content-type': 'application/octet-stream' }
    expect((await post('/webhooks/facebook', 'x'.repeat(4_600_000), base64)).status).toBe(200)
    expect((await post('/webhooks/facebook', 'x'.repeat(4_800_000), base64)).status).toBe(413)
    expect((await post('/webhooks/facebook', 'x'.repeat(10_500_000))).status).toBe(413)
    expect(seen).toHaveLength(2)
  })

  it('shows what the demo CRM was sent', async () => {
    expect(await (await fetch(`${base}/crm/events`)).json()).toEqual({
      events: [{ id: 'evt_1' }],
      duplicates: 2,
    })
  })

  it('tells the demo CRM what to suffer from', async () => {
    const response = await post('/crm/faults', '{"mode":"offline"}')
    expect([response.status, await response.json()]).toEqual([200, { mode: 'offline' }])
    expect(await (await fetch(`${base}/crm/faults`)).json()).toEqual({ mode: 'offline' })
    // As `curl -d` sends it.
    await post('/crm/faults', '{"mode":"ok"}', { 'content-type': 'application/x-www-form-urlencoded' })
    expect(mode).toBe('ok')
  })

  it.each(['{"mode":"broken"}', '{}', 'offline', '', '{"mode":"ok","more":1}'])(
    'refuses the fault %j and lists those there are',
    async (body) => {
      const response = await post('/crm/faults', body)
      expect(response.status).toBe(400)
      expect(await response.text()).toContain('ok, error, throttle, slow, hang, offline, reject')
      expect(mode).toBe('ok')
    },
  )

  it('says that a fault has no effect where nothing goes to the demo CRM, and does not list it', async () => {
    hasDemoCrm = false
    await reopen()
    const response = await post('/crm/faults', '{"mode":"offline"}')
    expect([response.status, await response.json()]).toEqual([
      409,
      { error: 'nothing goes to the demo CRM here: each destination has `local` settings' },
    ])
    expect(mode).toBe('ok')
    expect(await (await fetch(base)).text()).not.toContain('demo CRM')
  })

  it('lets no other site switch the demo CRM', async () => {
    const elsewhere = { ...json, origin: 'https://elsewhere.example' }
    expect((await post('/crm/faults', '{"mode":"offline"}', elsewhere)).status).toBe(403)
    const crossSite = { ...json, 'sec-fetch-site': 'cross-site' }
    expect((await post('/crm/faults', '{"mode":"offline"}', crossSite)).status).toBe(403)
    expect(mode).toBe('ok')
  })

  it('says what there is', async () => {
    expect(await (await fetch(base)).text()).toContain('POST /webhooks/twitter')
    expect((await fetch(`${base}/nowhere`)).status).toBe(404)
  })
})
