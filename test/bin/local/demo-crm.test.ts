import { once } from 'node:events'
import { createServer } from 'node:http'
import { CloudEvent, HTTP } from 'cloudevents'
import { Webhook } from 'standardwebhooks'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type DemoCrm, startDemoCrm } from '../../../bin/local/demo-crm.ts'
import { close, listen, PortTaken } from '../../../bin/local/listen.ts'
import { crmSecret as secret } from '../../../bin/local/local-deployment.ts'

let crm: DemoCrm
beforeEach(async () => {
  crm = await startDemoCrm({ port: 0, secret })
})
afterEach(() => crm.stop())

const event = (id: string) =>
  new CloudEvent({
    id,
    type: 'de.netzdialog.contact.message.created.v1',
    source: '/facebook/4711',
    subject: 'facebook:4711',
    time: '2026-11-20T19:43:21Z',
    datacontenttype: 'application/json',
    data: { message: { text: 'Grüße 😱 \uFFFF' }, id: '9007199254740993' },
  })

const toStrings = (headers: object) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))

interface Sending {
  id?: string
  key?: string
  mode?: 'structured' | 'binary'
  body?: string
  headers?: Record<string, string>
  destination?: string
  signal?: AbortSignal
}

function post({
  id = 'evt_1',
  key = secret,
  mode = 'structured',
  destination = 'crm',
  ...more
}: Sending = {}) {
  const message = HTTP[mode](event(id))
  const signed = String(message.body)
  const now = new Date()
  const headers: Record<string, string> = {
    'content-type': String(message.headers['content-type']),
    ...(mode === 'binary' && toStrings(message.headers)),
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': new Webhook(key).sign(id, now, signed),
    ...more.headers,
  }
  const { signal } = more
  return fetch(crm.eventsUrl(destination), {
    method: 'POST',
    headers,
    body: more.body ?? signed,
    ...(signal && { signal }),
  })
}

const otherSecret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`

describe('the demo CRM', () => {
  it('keeps a structured event as it came', async () => {
    const answer = await post()
    expect([answer.status, await answer.json()]).toEqual([200, { status: 'kept' }])
    expect(crm.received().events).toEqual([JSON.parse(JSON.stringify(event('evt_1')))])
  })

  it('keeps a binary event, its attributes decoded', async () => {
    await post({ mode: 'binary', headers: { 'ce-subject': 'Gr%C3%BC%C3%9Fe' } })
    expect(crm.received().events).toEqual([{ ...event('evt_1').toJSON(), subject: 'Grüße' }])
  })

  it('keeps what comes again once, and counts it', async () => {
    await post({ id: 'evt_2' })
    await post({ id: 'evt_1' })
    expect(await (await post({ id: 'evt_2' })).json()).toEqual({ status: 'known' })
    expect(crm.received()).toMatchObject({ events: [{ id: 'evt_2' }, { id: 'evt_1' }], duplicates: 1 })
  })

  it('is a receiver of its own for each destination', async () => {
    await post({ destination: 'crm' })
    await post({ destination: 'acd' })
    expect(crm.received()).toMatchObject({ events: [{ id: 'evt_1' }, { id: 'evt_1' }], duplicates: 0 })
  })

  it.each<[string, Sending]>([
    ['another secret', { key: otherSecret }],
    ['a changed body', { body: '{"specversion":"1.0"}' }],
    ['no signature', { headers: { 'webhook-signature': '' } }],
    ['an old timestamp', { headers: { 'webhook-timestamp': '1600000000' } }],
  ])('refuses %s with 401 and keeps nothing', async (_what, sending) => {
    const answer = await post(sending)
    expect([answer.status, crm.received().events]).toEqual([401, []])
  })

  it('refuses what is signed and no CloudEvent', async () => {
    const answer = await post({ headers: { 'content-type': 'application/json' } })
    expect([answer.status, crm.received().events]).toEqual([400, []])
  })

  it('fails, throttles, and recovers when told to', async () => {
    await crm.setMode('error')
    expect((await post()).status).toBe(500)
    await crm.setMode('throttle')
    const throttled = await post()
    expect([throttled.status, throttled.headers.get('retry-after')]).toEqual([429, '1'])
    expect(crm.received().events).toEqual([])
    await crm.setMode('ok')
    expect((await post()).status).toBe(200)
  })

  it('is slow and keeps', async () => {
    await crm.setMode('slow')
    const before = Date.now()
    expect((await post()).status).toBe(200)
    expect(Date.now() - before).toBeGreaterThan(2500)
    expect(crm.received().events).toHaveLength(1)
  })

  it('hangs and keeps nothing', async () => {
    await crm.setMode('hang')
    await expect(post({ signal: AbortSignal.timeout(300) })).rejects.toMatchObject({ name: 'TimeoutError' })
    expect(crm.received().events).toEqual([])
  })

  it('refuses connections while offline, also those that were open, and comes back on the same port', async () => {
    await post({ id: 'evt_1' })
    await crm.setMode('hang')
    const open = expect(post()).rejects.toMatchObject({ cause: { code: 'UND_ERR_SOCKET' } })
    await new Promise((resolve) => setTimeout(resolve, 100))
    await crm.setMode('offline')
    await open
    await expect(post()).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } })
    await crm.setMode('offline')
    await crm.setMode('ok')
    expect((await post({ id: 'evt_2' })).status).toBe(200)
    expect(crm.received().events).toHaveLength(2)
  })

  it('takes another port only when it may', async () => {
    const other = createServer()
    const port = await listen(other, 0)
    await expect(startDemoCrm({ port, secret })).rejects.toThrow(PortTaken)
    const moved = await startDemoCrm({ port, secret, anyPort: true })
    expect(moved.port).not.toBe(port)
    await moved.stop()
    await Promise.all([close(other), once(other, 'close')])
  })
})
