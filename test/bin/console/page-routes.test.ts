import { beforeEach, describe, expect, it } from 'vitest'
import { askDestinations } from '../../../bin/console/ask-destinations.ts'
import { createFeed } from '../../../bin/console/feed.ts'
import { pageOperations } from '../../../bin/console/page-operations.ts'
import { pageRoutes } from '../../../bin/console/page-routes.ts'
import type { Page } from '../../../bin/console/read-state.ts'
import { seeEvent } from '../../../bin/console/seen-event.ts'
import { watchOverview } from '../../../bin/console/watch-overview.ts'
import { createTickets } from '../../../bin/local/demo-tickets.ts'
import { findPlatform } from '../../../bin/operations/find-platform.ts'
import { apart, nthEvent, operationsScene } from '../../support/operations-scene.ts'

let scene: ReturnType<typeof operationsScene>
let page: Page | undefined
let modes: string[]
let sent: [string, number][]
let stopped: string[]
let erased: number
let app: ReturnType<typeof pageRoutes>

beforeEach(() => {
  scene = operationsScene()
  modes = []
  sent = []
  stopped = []
  erased = 0
  const feed = createFeed()
  const operations = pageOperations(scene.ports)
  page = {
    feed,
    tickets: createTickets(),
    console: {
      site: scene.ports,
      operations,
      findPlatform,
      rebuild: async () => undefined,
      probes: askDestinations(
        async () => [{ check: 'address', ok: false, message: 'the host name does not resolve' }],
        scene.ports.now,
      ),
      settle: async () => {},
      onErased: async () => {
        erased += 1
      },
    },
    watch: watchOverview({ operations, feed }),
    samples: {
      samples: new Map([['facebook', [{ name: 'comment.json', isScene: false }]]]),
      sendings: [],
      send: (sample, count) => {
        if (sample !== 'facebook/comment.json') return undefined
        sent.push([sample, count])
        return Promise.resolve()
      },
      stop: (platform) => void stopped.push(platform),
    },
    crm: {
      mode: 'ok',
      counts: { received: 0, duplicates: 0 },
      setMode: async (mode) => void modes.push(mode),
    },
  }
  app = pageRoutes({ page: () => page, status: () => 'ok', host: '127.0.0.1', now: () => new Date() })
})

const origin = 'http://localhost:8787'
const browser = { host: 'localhost:8787', accept: 'text/html', 'accept-language': 'en' }
const get = (path: string, headers: Record<string, string> = {}) =>
  app.request(`${origin}${path}`, { headers: { ...browser, ...headers } })
const press = (path: string, fields: Record<string, string> = {}, headers: Record<string, string> = {}) =>
  app.request(`${origin}/page${path}`, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { ...browser, accept: 'application/json', origin, 'sec-fetch-site': 'same-origin', ...headers },
  })
const sure = { confirmed: 'yes' }
const noticeOf = async (answer: Response | Promise<Response>) =>
  ((await (await answer).json()) as { notice: string }).notice

describe('the page’s address', () => {
  it('answers browsers, and leaves others to the index', async () => {
    expect(await (await get('/')).text()).toContain('<h1')
    expect((await get('/', { accept: '*/*' })).status).toBe(404)
  })

  it('is a page for people where there is nothing, and left to others for programs', async () => {
    for (const path of ['/nix', '/events/evt_1', '/destinations/nobody']) {
      const nothing = await get(path)
      expect([nothing.status, nothing.headers.get('content-security-policy')]).toEqual([
        404,
        expect.stringContaining("default-src 'none'"),
      ])
      const html = await nothing.text()
      expect(html).toContain('<title>Nothing is here · Netzdialog</title>')
      expect(html).toContain('not kept any more')
    }
    expect(await (await get('/nix', { accept: '*/*' })).text()).not.toContain('<h1')
    expect((await get('/nix', { host: 'elsewhere.example' })).status).toBe(403)
  })

  it('says since when it counts, and leads to all of that', async () => {
    page = { ...page!, since: new Date('2026-11-21T10:00:00.000Z') }
    page.feed.accept(seeEvent(nthEvent(1)))
    const html = await (await get('/')).text()
    expect(html).toMatch(/Contacts since 2\d Nov 2026/)
    expect(html).toContain('href="/events?when=all"')
  })

  it('lets nothing run but its own files', async () => {
    const answer = await get('/')
    const policy = answer.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toContain('unsafe')
    for (const [name, value] of [
      ['x-content-type-options', 'nosniff'],
      ['referrer-policy', 'same-origin'],
      ['cross-origin-opener-policy', 'same-origin'],
      ['cross-origin-resource-policy', 'same-origin'],
      ['cache-control', 'no-store'],
    ] as const)
      expect(answer.headers.get(name)).toBe(value)
    const html = await answer.text()
    expect(html).not.toMatch(/ style=| on\w+=/)
    const own = [...html.matchAll(/(?:src|href)="(\/page\/[^"]+)"/g)].map(([, path]) => path ?? '')
    expect(own.length).toBeGreaterThan(3)
    for (const path of own) expect((await get(path)).status, path).toBe(200)
    const scripts = [...(await (await get('/page/morph.js')).text()).matchAll(/from '\.\/([^']+)'/g)]
    expect(scripts).not.toEqual([])
    for (const [, name] of scripts) expect((await get(`/page/${name}`)).status, name).toBe(200)
    expect((await get('/page/live.ts')).status).toBe(404)
    expect((await get('/page/constructor')).status).toBe(404)
  })

  it('says that it starts, until it is up', async () => {
    page = undefined
    const answer = await get('/')
    expect([answer.status, await answer.text()]).toEqual([503, expect.stringContaining('still starting')])
    expect((await get('/page/live')).status).toBe(503)
    expect((await press('/crm', { mode: 'ok' })).status).toBe(502)
  })

  it.each([
    ['de-DE,de;q=0.9,en;q=0.8', 'de'],
    ['en-GB,de;q=0.9', 'en'],
    ['fr', 'en'],
    ['fr,de;q=0.5', 'de'],
    ['de;q=0,en', 'en'],
    ['DE-at;q=0.3,fr', 'de'],
    ['de;q=0.1,en;q=0.2', 'en'],
  ])('speaks to %s in %s', async (accepted, language) => {
    expect(await (await get('/', { 'accept-language': accepted })).text()).toContain(
      `<html lang="${language}">`,
    )
  })

  it('remembers a choice of language', async () => {
    const answer = await get('/?language=de')
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/'])
    expect((await get('/')).headers.has('set-cookie')).toBe(false)
    const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
    expect(await (await get('/', { cookie })).text()).toContain('<html lang="de">')
  })

  it('tells what came of a button in its own words only', async () => {
    expect(await (await get('/?done=retried')).text()).toContain('Sent again.')
    expect(await (await get('/?done=retriedMany&detail=7')).text()).toContain('7 contacts sent again.')
    for (const address of ['/?done=constructor', '/?done=failed&detail=%3Cb%3E', '/?done=Pay+us'])
      expect(await (await get(address)).text()).toMatch(/id="notice"[^>]*><\/p>/)
  })
})

describe('other sites', () => {
  it.each<[string, Record<string, string>]>([
    ['another origin', { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' }],
    ['another port of this machine', { origin: 'http://localhost:3000', 'sec-fetch-site': 'same-site' }],
    [
      'a name that was made to point here',
      { host: 'elsewhere.example:8787', origin: 'http://elsewhere.example:8787' },
    ],
  ])('cannot press a button from %s', async (_what, headers) => {
    expect((await press('/crm', { mode: 'offline' }, headers)).status).toBe(403)
    expect(modes).toEqual([])
  })

  it('cannot where the browser names no site but an origin', async () => {
    const old = (from: string) =>
      app.request(`${origin}/page/crm`, {
        method: 'POST',
        body: new URLSearchParams({ mode: 'offline' }),
        headers: { host: 'localhost:8787', origin: from },
      })
    expect((await old('null')).status).toBe(403)
    expect((await old('https://localhost.elsewhere.example')).status).toBe(403)
    expect((await old(origin)).status).toBe(303)
  })

  it('cannot read under a name that is not this machine’s', async () => {
    expect((await get('/', { host: 'elsewhere.example' })).status).toBe(403)
    for (const host of ['127.0.0.1:8787', '[::1]:8787', '192.168.1.5'])
      expect((await get('/', { host })).status).toBe(200)
  })
})

describe('the buttons', () => {
  it('switch the demo CRM', async () => {
    expect(await noticeOf(press('/crm', { mode: 'offline' }))).toBe('Demo CRM: Unplugged.')
    expect(modes).toEqual(['offline'])
    expect((await press('/crm', { mode: 'on fire' })).status).toBe(502)
  })

  it('send a sample, and no file that is none', async () => {
    expect(await noticeOf(press('/send', { sample: 'facebook/comment.json', count: '200' }))).toBe('Sending.')
    expect(sent).toEqual([['facebook/comment.json', 200]])
    for (const fields of [
      { sample: '../../package.json', count: '1' },
      { sample: 'facebook/comment.json', count: '100000' },
      { sample: 'facebook/comment.json' },
    ])
      expect((await press('/send', fields)).status).not.toBe(200)
    expect(sent).toHaveLength(1)
  })

  it('go back to the page without JavaScript', async () => {
    const answer = await press('/crm', { mode: 'slow' }, { accept: 'text/html' })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/?done=crm&detail=slow'])
  })

  it('show, send again and drop what is parked', async () => {
    const [first, second] = [nthEvent(1, apart('facebook:a')), nthEvent(2, apart('facebook:b'))]
    for (const event of [first, second]) {
      page?.feed.route(seeEvent(event), ['crm'])
      await scene.park(event)
    }
    const html = await (await get('/')).text()
    expect(html).toContain('2 contacts did not reach crm')
    expect(await (await get(`/page/parked/crm/${first.id}`)).text()).toContain('Mein Fernseher ist schwarz')

    expect(await noticeOf(press(`/parked/crm/${first.id}/retry`))).toBe('Sent again.')
    expect(scene.taken('crm').map(({ deduplicationId }) => deduplicationId)).toEqual([`${first.id}#1`])
    expect(await noticeOf(press(`/parked/crm/${second.id}/drop`, sure))).toBe('Dropped.')
    expect(page?.feed.entry(second.id)?.deliveries.get('crm')?.status).toBe('dropped')
    const gone = await press(`/parked/crm/${first.id}/retry`)
    expect([gone.status, await noticeOf(gone)]).toEqual([404, 'It is no longer there.'])
    expect((await get(`/page/parked/crm/${first.id}`)).status).toBe(404)
  })

  it('show, read again and drop what is in quarantine', async () => {
    const key = 'quarantine/facebook/2026-11-21/0123'
    await scene.ports.store.put(`${key}.body`, '{"object":"page","entry":"<b>"}', 'application/json')
    const note = {
      platform: 'facebook',
      receivedAt: '2026-11-21T11:00:00Z',
      size: 30,
      parts: [{ what: 'body', why: 'entry' }],
    }
    await scene.ports.store.put(`${key}.json`, JSON.stringify(note), 'application/json')
    expect(await (await get('/')).text()).toContain('1 payload is in quarantine.')
    expect(await (await get(`/page/${key}`)).text()).toContain('&lt;b&gt;')
    expect(await noticeOf(press(`/${key}/retry`))).toBe('Read again, and still not understood.')
    expect(await noticeOf(press(`/${key}/drop`, sure))).toBe('Dropped.')
    expect((await get(`/page/${key}`)).status).toBe(404)
  })

  it('take from the live page who is erased, once somebody is sure', async () => {
    const event = nthEvent(1)
    const { id, receivedAt } = event
    await scene.archive(event, receivedAt)
    await scene.ports.ledger.merge('processed', id, { at: receivedAt, generation: 0, receivedAt })
    await press(`/events/${event.id}/erase`, {}, { accept: 'text/html' })
    expect(erased).toBe(0)
    await press(`/events/${event.id}/erase`, sure)
    expect(erased).toBe(1)
  })

  it('say the code where it fails', async () => {
    const event = nthEvent(1)
    await scene.park(event)
    scene.objects.clear()
    const answer = await press(`/parked/crm/${event.id}/retry`)
    expect([answer.status, await noticeOf(answer)]).toEqual([
      502,
      'That did not work (body_missing). Try again.',
    ])
  })
})

describe('the live stream', () => {
  it('tells what there is, and then what changes', async () => {
    const left = new AbortController()
    const answer = await app.request(`${origin}/page/live`, { headers: browser, signal: left.signal })
    expect(answer.headers.get('content-type')).toBe('text/event-stream')
    const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader()
    const next = async () => {
      let text = ''
      while (!text.endsWith('\n\n')) text += (await reader.read()).value ?? '\n\n'
      return JSON.parse(text.split('data: ')[1] ?? '{}') as { order: string[]; summary: string }
    }
    expect(await next()).toMatchObject({ order: [], summary: expect.stringContaining('Nothing has arrived') })
    page?.feed.route(seeEvent(nthEvent(1)), ['crm'])
    expect((await next()).order).toHaveLength(1)
    await reader.cancel()
  })
})
