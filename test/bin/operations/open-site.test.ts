import { setTimeout as sleep } from 'node:timers/promises'
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readAwsAccess } from '../../../bin/local/aws-environment.ts'
import { type Emulators, startEmulators } from '../../../bin/local/emulators.ts'
import { createResources, type Resources } from '../../../bin/local/resources.ts'
import { type OpenSite, openSite } from '../../../bin/operations/open-site.ts'
import { readStatus } from '../../../bin/operations/read-status.ts'
import type { Row } from '../../../functions/core/ledger.ts'
import { deployment } from '../../../schemas/deployment.ts'

const aws = readAwsAccess({})
let emulators: Emulators
let resources: Resources
let site: OpenSite
let time: number

beforeAll(async () => {
  emulators = await startEmulators({})
  const { endpoints } = emulators
  resources = await createResources({ endpoints, aws, name: 'test', destinations: ['crm'] })
  const written = deployment.parse({
    platforms: { facebook: {} },
    destinations: [{ name: 'crm', adapter: 'webhook' }],
    routing: { rules: [{ to: ['crm'] }] },
  })
  time = Date.now()
  const place = { ...resources, endpoints: { ...endpoints, secrets: 'http://127.0.0.1:1' } }
  site = openSite(place, written, aws, () => new Date(time))
})

afterAll(async () => {
  site.close()
  await emulators.stop()
})

const at = '2026-11-21T19:43:22.105Z'
const parked = (eventId: string): Row<'parked'> => ({
  destination: 'crm',
  eventId,
  code: 'refused',
  reason: 'answered 422',
  attempts: 1,
  generation: 0,
  firstAt: at,
  lastAt: at,
  body: `parked/crm/${eventId}.json`,
})

it('lists more parked rows than one answer of the table holds, without the expired ones', async () => {
  const reason = 'x'.repeat(20_000)
  for (let n = 0; n < 60; n += 1)
    await site.ledger.merge('parked', `crm#evt_${n}`, { ...parked(`evt_${n}`), reason })
  expect(await site.retained.parked('crm')).toHaveLength(60)
  expect(await site.retained.countParked('crm')).toBe(60)
  expect(await site.retained.parked('route')).toEqual([])
  for (const key of ['incoming/mime/1/mail', 'incoming/mime/1/ticket', 'incoming/resend/2/pointer'])
    await site.store.put(key, '{}', 'application/json')
  const then = time
  time += 31 * 24 * 3_600_000
  expect(await site.retained.parked('crm')).toEqual([])
  expect(await site.retained.countParked('crm')).toBe(0)
  time = then
})

it('removes a parked row only as long as it is as it was read', async () => {
  const row = parked('evt_once')
  await site.ledger.merge('parked', 'crm#evt_once', { ...row, generation: 1 })
  expect(await site.retained.removeParked(row)).toBe(false)
  expect(
    await site.retained.removeParked({ ...row, generation: 1, lastAt: '2026-11-21T20:00:00.000Z' }),
  ).toBe(false)
  expect(await site.ledger.read('parked', 'crm#evt_once')).toBeDefined()
  expect(await site.retained.removeParked({ ...row, generation: 1 })).toBe(true)
  expect(await site.ledger.read('parked', 'crm#evt_once')).toBeUndefined()
  expect(await site.retained.removeParked({ ...row, generation: 1 })).toBe(false)
})

it('finds the archived events of an hour, whatever they begin with', async () => {
  const ids = ['0', '7', 'f'].map((digit) => `evt_${digit.repeat(32)}`)
  const row = {
    platform: 'facebook',
    kind: 'message.created',
    conversationId: 'facebook:1',
    destinations: ['crm'],
    routedAt: at,
    body: '{}',
  }
  for (const eventId of ids) await site.ledger.merge('archive', `${at}#${eventId}`, { ...row, eventId })
  await site.ledger.merge('archive', `2026-11-21T20:00:00.000Z#${ids[0]}`, { ...row, eventId: ids[0]! })
  const found = await site.retained.archived('2026-11-21T19')
  expect(found.map(({ eventId, receivedAt }) => [eventId, receivedAt])).toEqual(ids.map((id) => [id, at]))
  expect(found[0]).toEqual({ ...row, eventId: ids[0], receivedAt: at })
  await site.retained.removeArchived({ eventId: ids[0]!, receivedAt: at })
  expect((await site.retained.archived('2026-11-21T19')).map(({ eventId }) => eventId)).toEqual(ids.slice(1))
})

it('puts another body into an archived row, which expires as before, and into none that is gone', async () => {
  const eventId = `evt_${'c'.repeat(32)}`
  const row = {
    platform: 'facebook',
    kind: 'message.created',
    conversationId: 'facebook:1',
    destinations: ['crm'],
  }
  const archived = { ...row, eventId, routedAt: at, body: '{}' }
  const received = { eventId, receivedAt: '2026-11-21T22:00:00.000Z' }
  await site.ledger.merge('archive', `${received.receivedAt}#${eventId}`, archived)
  const then = time
  time += 6 * 24 * 3_600_000
  await site.retained.rewriteArchived(received, '{"other":1}')
  expect(await site.retained.archived('2026-11-21T22')).toEqual([
    { ...archived, ...received, body: '{"other":1}' },
  ])
  time += 2 * 24 * 3_600_000
  expect(await site.retained.archived('2026-11-21T22')).toEqual([])
  time = then
  await site.retained.removeArchived(received)
  await site.retained.rewriteArchived(received, '{"other":2}')
  expect(await site.retained.archived('2026-11-21T22')).toEqual([])
})

it('knows the destinations that something is parked for by its objects', async () => {
  for (const key of ['parked/route/a.json', 'parked/gone/a.json', 'parked/gone/b.json'])
    await site.store.put(key, '{}', 'application/json')
  expect((await site.retained.parkedPlaces()).toSorted()).toEqual(['gone', 'route'])
  for (const key of await site.retained.objects('parked/')) await site.retained.removeObject(key)
})

it('lists and removes objects under a prefix', async () => {
  for (const key of ['quarantine/facebook/b.json', 'quarantine/facebook/a.json', 'parked/a.json'])
    await site.store.put(key, '{}', 'application/json')
  expect(await site.retained.objects('quarantine/')).toEqual([
    'quarantine/facebook/a.json',
    'quarantine/facebook/b.json',
  ])
  expect(await site.retained.objects('quarantine/', new Date('2020-01-01'))).toEqual([])
  expect(await site.retained.objects('quarantine/', new Date('9999-01-01'))).toHaveLength(2)
  await site.retained.removeObject('quarantine/facebook/a.json')
  expect(await site.retained.objects('quarantine/')).toEqual(['quarantine/facebook/b.json'])
})

it('tells what waits, what is under way, since when, and what is stopped', async () => {
  const send = (id: string) =>
    site.queues.get('crm')!.send([{ id, group: id, body: '{}', deduplicationId: id }])
  await send('one')
  await sleep(20)
  await send('two')
  const sqs = new SQSClient({ ...aws, endpoint: emulators.endpoints.sqs, useQueueUrlAsEndpoint: false })
  await sqs.send(
    new ReceiveMessageCommand({ QueueUrl: resources.deliverQueueUrls['crm'], MaxNumberOfMessages: 1 }),
  )
  await site.ledger.merge('breaker', 'crm', {
    open: true,
    since: at,
    probeAt: at,
    probes: 1,
    reason: 'answered 401',
    stoppedMs: 0,
  })
  await site.store.put('quarantine/twitter/2026-11-21/a.json', '{}', 'application/json')
  await site.store.put('quarantine/twitter/2026-11-21/a.body', '{}', 'application/octet-stream')
  const then = time
  time = Date.now() + 60_000
  expect(await readStatus(site)).toMatchObject({
    queues: [
      { name: 'contacts', waiting: 0, inFlight: 0, deadLetterQueue: 0 },
      { name: 'crm', waiting: 1, inFlight: 1, deadLetterQueue: 0, oldestSeconds: 60 },
    ],
    breakers: { crm: { open: true, reason: 'answered 401' } },
    parked: { route: 0, crm: 60 },
    incoming: { mime: 1, resend: 1 },
    quarantine: { facebook: 1, twitter: 1 },
  })
  expect((await readStatus(site)).queues[0]).not.toHaveProperty('oldestSeconds')
  time = then
  sqs.destroy()
})

it('gives an hour of the archive a page at a time, newest first, whichever partition a row lies in', async () => {
  const ids = Array.from(
    { length: 40 },
    (_, n) => `evt_${(n * 7).toString(16).padStart(2, '0').split('').reverse().join('')}${'0'.repeat(30)}`,
  )
  const row = {
    platform: 'facebook',
    kind: 'message.created',
    conversationId: 'c',
    destinations: [],
    body: '',
  }
  const archivedAt = (n: number) => `2026-11-21T07:00:${String(n).padStart(2, '0')}.000Z`
  for (const [n, eventId] of ids.entries())
    await site.ledger.merge('archive', `${archivedAt(n)}#${eventId}`, {
      ...row,
      eventId,
      routedAt: archivedAt(n),
    })
  const found: string[] = []
  let before: string | undefined
  for (let isLast = false; !isLast; ) {
    const page = await site.retained.archivedPage('2026-11-21T07', { before, limit: 3 })
    found.push(...page.rows.map(({ eventId }) => eventId))
    const last = page.rows.at(-1)
    before = last && `${last.receivedAt}#${last.eventId}`
    isLast = page.isLast
  }
  expect(found).toEqual(ids.toReversed())
})
