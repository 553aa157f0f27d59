import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { type FindPlatform, findPlatform } from '../../../bin/operations/find-platform.ts'
import { findQuarantined } from '../../../bin/operations/find-quarantined.ts'
import { removeQuarantined } from '../../../bin/operations/remove-quarantined.ts'
import { retryQuarantined } from '../../../bin/operations/retry-quarantined.ts'
import type { NormalizeResult, Platform } from '../../../functions/contracts/platform.ts'
import type { Proven } from '../../../functions/contracts/proven.ts'
import type { OutgoingMessage } from '../../../functions/core/ports.ts'
import { quarantine } from '../../../functions/ingest/quarantine.ts'
import { comment } from '../../support/facebook-payloads.ts'
import { recordingTelemetry } from '../../support/memory-ports.ts'
import { nthEvent, operationsScene } from '../../support/operations-scene.ts'

const receivedAt = new Date('2026-11-20T19:43:22.105Z')
const bytesOf = (payload: unknown) => new TextEncoder().encode(JSON.stringify(payload))

/** As ingest left it there. */
async function quarantined(
  body: Uint8Array,
  {
    at = receivedAt,
    name = 'facebook',
    headers = {} as Record<string, string>,
    fault = undefined as Fault,
  } = {},
) {
  const scene = operationsScene(fault ? { fault: (_queue, message) => fault(message) } : {})
  const platform = { ...(await findPlatform('facebook'))!, name }
  const put = (more: { body: Uint8Array; at?: Date; name?: string }) =>
    quarantine(
      {
        method: 'POST',
        query: new URLSearchParams(),
        headers: new Headers(headers),
        body: more.body,
        receivedAt: more.at ?? at,
      },
      [{ what: 'entry[0]', why: 'new kind' }],
      {
        platform: { ...platform, name: more.name ?? name },
        store: scene.ports.store,
        telemetry: recordingTelemetry().telemetry,
      } as Parameters<typeof quarantine>[2],
    )
  await put({ body })
  const [item] = await findQuarantined({}, scene.ports)
  return { scene, item: item!, put }
}
type Fault = ((message: OutgoingMessage) => 'sender' | 'queue' | undefined) | undefined

/** A platform of today that says what the test wants. */
function reading(result: Partial<NormalizeResult>, read: (proven: Proven) => void = () => {}): FindPlatform {
  const platform: Platform = {
    name: 'scripted',
    label: 'Scripted',
    settings: z.strictObject({ keys: z.array(z.string()).min(1).meta({ secret: true }) }),
    verify: () => expect.unreachable('what is in quarantine has no proof any more'),
    normalize: (proven, { settings }) => {
      expect(settings).toEqual({})
      read(proven)
      return { events: [], ignored: [], quarantined: [], objects: [], ...result }
    },
  }
  return async () => platform
}

describe('retryQuarantined', () => {
  it('reads a real payload with today’s adapter, under the time of its receipt, and clears it away', async () => {
    const payload = comment(
      '4711',
      { post: '1', comment: '2', time: 1_795_203_801 },
      { id: '9', name: 'Änne' },
      'Hallo',
    )
    const { scene, item } = await quarantined(bytesOf(payload))
    const result = await retryQuarantined(item, findPlatform, scene.ports)
    expect(result).toMatchObject({ outcome: 'read', events: 1, unread: [] })
    const [message] = scene.taken('contacts')
    expect(JSON.parse(message!.body)).toMatchObject({
      receivedAt: receivedAt.toISOString(),
      message: { text: 'Hallo' },
    })
    expect(message!.deduplicationId).toBe(message!.id)
    expect(scene.objects.size).toBe(0)
  })

  it('keeps what today’s adapter does not understand either, and says what', async () => {
    const { scene, item } = await quarantined(new TextEncoder().encode('{"object":"page","entry":"?"'))
    const result = await retryQuarantined(item, findPlatform, scene.ports)
    expect(result).toMatchObject({ outcome: 'unread', events: 0, unread: [{ what: 'body' }] })
    expect(scene.objects.size).toBe(2)
  })

  it('sends on what is understood and keeps the rest', async () => {
    const { scene, item } = await quarantined(bytesOf({}))
    const half = { events: [nthEvent(1)], quarantined: [{ what: 'entry[1]', why: 'odd', part: 'Anne' }] }
    const result = await retryQuarantined(item, reading(half), scene.ports)
    expect(result).toMatchObject({
      outcome: 'partly_read',
      events: 1,
      unread: [{ what: 'entry[1]', why: 'odd' }],
    })
    expect(JSON.stringify(result.unread)).not.toContain('Anne')
    expect(scene.taken('contacts')).toHaveLength(1)
    expect(scene.objects.size).toBe(2)
  })

  it('stores attachments before the events that refer to them', async () => {
    const object = { key: 'attachments/1', bytes: Uint8Array.of(1), type: 'image/png' }
    const seen: boolean[] = []
    const { scene, item } = await quarantined(bytesOf({}), {
      fault: () => void seen.push(scene.objects.has('attachments/1')),
    })
    await retryQuarantined(item, reading({ events: [nthEvent(1)], objects: [object] }), scene.ports)
    expect(seen).toEqual([true])
  })

  it('hands the adapter the bytes and the headers that were kept, and no others', async () => {
    const read: Proven[] = []
    const { scene, item } = await quarantined(bytesOf({}), {
      headers: { 'content-type': 'multipart/form-data; boundary=x', 'x-hub-signature-256': 'sha256=old' },
    })
    await retryQuarantined(
      item,
      reading({ ignored: [] }, (proven) => read.push(proven)),
      scene.ports,
    )
    expect(read[0]!.body).toEqual(bytesOf({}))
    expect(Object.fromEntries(read[0]!.headers)).toEqual({
      'content-type': 'multipart/form-data; boundary=x',
    })
  })

  it('keeps everything where the queue does not take it', async () => {
    const { scene, item } = await quarantined(bytesOf({}), { fault: () => 'queue' })
    const result = await retryQuarantined(item, reading({ events: [nthEvent(1)] }), scene.ports)
    expect(result.outcome).toBe('not_taken')
    expect(scene.objects.size).toBe(2)
  })

  it('keeps what the queue will never take', async () => {
    const { scene, item } = await quarantined(bytesOf({}), { fault: () => 'sender' })
    const result = await retryQuarantined(item, reading({ events: [nthEvent(1)] }), scene.ports)
    expect(result).toMatchObject({ outcome: 'partly_read', unread: [{ what: nthEvent(1).id }] })
    expect(scene.objects.size).toBe(2)
  })

  it('keeps what comes to nothing at all', async () => {
    const { scene, item } = await quarantined(bytesOf({}))
    expect(await retryQuarantined(item, reading({}), scene.ports)).toMatchObject({ outcome: 'unread' })
    expect(scene.objects.size).toBe(2)
  })

  it('changes nothing on a dry run', async () => {
    const { scene, item } = await quarantined(bytesOf({}))
    const result = await retryQuarantined(item, reading({ events: [nthEvent(1)] }), scene.ports, {
      dryRun: true,
    })
    expect(result).toMatchObject({ outcome: 'read', events: 1 })
    expect([scene.taken('contacts').length, scene.objects.size]).toEqual([0, 2])
  })

  it('says where the payload has expired, or its adapter is no more', async () => {
    const { scene, item } = await quarantined(bytesOf({}))
    expect((await retryQuarantined({ ...item, platform: 'gone' }, findPlatform, scene.ports)).outcome).toBe(
      'no_adapter',
    )
    scene.objects.delete(`${item.key}.body`)
    expect((await retryQuarantined(item, findPlatform, scene.ports)).outcome).toBe('body_missing')
  })
})

describe('findQuarantined', () => {
  it('finds by platform, time and id, in the order of receipt', async () => {
    const { scene, put } = await quarantined(bytesOf({ second: true }), {
      at: new Date('2026-11-20T10:00:00Z'),
    })
    await put({ body: bytesOf({ first: true }), at: new Date('2026-11-19T10:00:00Z') })
    await put({ body: bytesOf({}), at: new Date('2026-11-21T10:00:00Z'), name: 'twitter' })
    const find = async (filter: Parameters<typeof findQuarantined>[0]) =>
      (await findQuarantined(filter, scene.ports)).map((each) => each.receivedAt.slice(8, 10))
    expect(await find({})).toEqual(['19', '20', '21'])
    expect(await find({ platform: 'facebook' })).toEqual(['19', '20'])
    expect(await find({ from: new Date('2026-11-20T10:00:00Z') })).toEqual(['20', '21'])
    expect(await find({ to: new Date('2026-11-20T10:00:00Z') })).toEqual(['19'])
    const [, second] = await findQuarantined({}, scene.ports)
    expect(await find({ ids: [second!.id] })).toEqual(['20'])
    await removeQuarantined(second!.key, scene.ports)
    expect(await find({})).toEqual(['19', '21'])
    expect(scene.objects.size).toBe(4)
  })
})
