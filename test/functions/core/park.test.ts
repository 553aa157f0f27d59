import { describe, expect, it } from 'vitest'
import { packEvent, unpackEvent } from '../../../functions/core/message-body.ts'
import { park } from '../../../functions/core/park.ts'
import { parkUnhandled } from '../../../functions/core/park-unhandled.ts'
import { personKey } from '../../../functions/core/person-key.ts'
import { routedEvent, routedMail } from '../../contracts/routed-event.ts'
import { crashingProcess } from '../../support/crash.ts'
import { memoryLedger, memoryStore, recordingTelemetry } from '../../support/memory-ports.ts'

const at = '2026-11-20T12:00:00.000Z'

function parking() {
  const { ledger, rows } = memoryLedger()
  const { store, objects } = memoryStore()
  const { telemetry, counts, lines } = recordingTelemetry()
  return { ports: { ledger, store, telemetry, now: () => new Date(at) }, rows, objects, counts, lines }
}

const row = {
  destination: 'crm',
  eventId: routedEvent().id,
  code: 'refused',
  reason: 'answered 422',
  attempts: 1,
  generation: 0,
  firstAt: at,
  lastAt: at,
}

describe('park', () => {
  it('keeps the event and a row that says why, and tells the operator without a word of the customer', async () => {
    const { ports, rows, objects, counts, lines } = parking()
    const event = routedEvent()
    await park(ports, row, event)
    const key = `parked/crm/${event.id}.json`
    expect(rows.get(`parked#crm#${event.id}`)).toEqual({ ...row, body: key })
    expect(JSON.parse(new TextDecoder().decode(objects.get(key)))).toEqual(event)
    expect(counts.get('Parked')).toBe(1)
    expect(lines).toEqual([
      { code: 'parked', fields: { destination: 'crm', event: event.id, code: 'refused', attempts: 1 } },
    ])
  })

  it('never leaves a row without a body, wherever it is interrupted', async () => {
    for (const when of ['before', 'after'] as const)
      for (const at of [0, 1]) {
        const { ports, rows, objects } = parking()
        const process = crashingProcess()
        process.plan({ at, when })
        const dying = { ...ports, ledger: process.wrap(ports.ledger), store: process.wrap(ports.store) }
        await expect(park(dying, row, routedEvent())).rejects.toThrow('the process died')
        if (rows.size > 0) expect(objects.size).toBe(1)
      }
  })

  it('fails where the store does, and leaves no row that points to nothing', async () => {
    const { ports, rows } = parking()
    const failing = { ...ports.store, put: async () => Promise.reject(new Error('the store is away')) }
    await expect(park({ ...ports, store: failing }, row, routedEvent())).rejects.toThrow('the store is away')
    expect(rows.size).toBe(0)
  })
})

describe('parkUnhandled', () => {
  const message = {
    id: 'm1',
    recordId: 'm1',
    group: 'g',
    receiptHandle: 'h',
    body: '{"not": "an event"',
    deduplicationId: 'evt_1#3',
    receiveCount: 26,
  }

  it('keeps the message byte for byte, under the event and generation that its deduplication id names', async () => {
    const { ports, rows, objects } = parking()
    await parkUnhandled(ports, 'crm', message, 'kills_function')
    expect(rows.get('parked#crm#evt_1')).toMatchObject({
      eventId: 'evt_1',
      generation: 3,
      code: 'kills_function',
      reason: 'the function ended without an outcome several times in a row',
      attempts: 26,
      firstAt: at,
    })
    expect(new TextDecoder().decode(objects.get('parked/crm/evt_1.3.json'))).toBe(message.body)
  })

  it('keeps a large event itself, for it is to be sent again longer than bodies of messages are kept', async () => {
    const { ports, objects } = parking()
    const event = routedMail()
    const large = { ...event, message: { ...event.message!, text: 'Die Lampe ist schwarz. '.repeat(20_000) } }
    const body = await packEvent(large, 'contacts', ports.store)
    await parkUnhandled(ports, 'route', { ...message, body }, 'waited_too_long')
    for (const key of objects.keys()) if (key.startsWith('bodies/')) objects.delete(key)
    const kept = new TextDecoder().decode(objects.get('parked/route/evt_1.3.json'))
    expect(await unpackEvent(kept, ports.store)).toEqual(large)
  })

  it('takes a deduplication id that is none of ours for the event’s id', async () => {
    const { ports, rows } = parking()
    await parkUnhandled(ports, 'route', { ...message, deduplicationId: 'sent#by-hand' }, 'not_json')
    expect(rows.get('parked#route#sent#by-hand')).toMatchObject({ eventId: 'sent#by-hand', generation: 0 })
  })

  it('has a reason for a code that it does not know', async () => {
    const { ports, rows } = parking()
    await parkUnhandled(ports, 'route', message, 'something_new')
    expect(rows.get('parked#route#evt_1')).toMatchObject({ reason: 'the message could not be handled' })
  })

  const waiting = (event = routedEvent()) => ({ ...message, body: JSON.stringify(event) })
  const textOf = (objects: ReadonlyMap<string, Uint8Array>) =>
    [...objects.values()].map((bytes) => new TextDecoder().decode(bytes)).join()

  it('keeps what was deleted or whose author was erased meanwhile without its words', async () => {
    for (const [key, taken] of [
      ['message#facebook:777_10', { deletedAt: at }],
      [
        `suppression#${personKey({ id: '991', scope: 'facebook:4711' })}`,
        { erasedAt: '2026-11-20T20:00:00.000Z' },
      ],
    ] as const)
      for (const code of ['waited_too_long', 'kills_function']) {
        const { ports, rows, objects } = parking()
        rows.set(key, taken)
        await parkUnhandled(ports, 'crm', waiting(), code)
        expect(textOf(objects)).toContain('"withheld"')
        expect(textOf(objects)).not.toContain('schwarz')
      }
  })

  it('names nobody by an address whom nobody may keep, and leaves what nobody took back byte for byte', async () => {
    const { ports, rows, objects } = parking()
    await parkUnhandled(ports, 'crm', waiting(routedMail()), 'waited_too_long')
    expect(textOf(objects)).toBe(JSON.stringify(routedMail()))
    rows.set(`suppression#${personKey({ id: 'Anne@Kunde.test' })}`, { erasedAt: at })
    await parkUnhandled(ports, 'crm', waiting(routedMail()), 'waited_too_long')
    expect(textOf(objects)).not.toMatch(/anne@|Änne|schwarz|Störung/)
  })

  it('takes the words also out of what a platform sent once more, after the erasure', async () => {
    const { ports, rows, objects } = parking()
    const mail = routedMail()
    rows.set(`suppression#${personKey({ id: 'anne@kunde.test' })}`, { erasedAt: at })
    rows.set(`processed#${mail.id}`, { at: mail.receivedAt, generation: 0, receivedAt: mail.receivedAt })
    const again = { ...mail, receivedAt: '2026-11-20T13:00:00.000Z' }
    await parkUnhandled(ports, 'route', { ...message, body: JSON.stringify(again) }, 'waited_too_long')
    expect(textOf(objects)).not.toContain('schwarz')
    expect(textOf(objects)).toContain(again.receivedAt)
  })

  it('empties the files that ingest has stored once more of somebody who was erased, and no others', async () => {
    const file = (key: string) => ({ type: 'text/plain' as const, state: 'stored' as const, key })
    const mail = routedMail()
    const own = 'attachments/anne/1/datei.txt'
    const event = { ...mail, message: { ...mail.message!, attachments: [file(own)] } }
    const { ports, rows, objects } = parking()
    const put = () => ports.store.put(own, 'schwarz', 'text/plain')
    await put()
    await parkUnhandled(ports, 'route', waiting(event), 'waited_too_long')
    expect(new TextDecoder().decode(objects.get(own))).toBe('schwarz')
    rows.set(`message#${mail.message?.id}`, { deletedAt: at })
    await parkUnhandled(ports, 'route', waiting(event), 'waited_too_long')
    expect(new TextDecoder().decode(objects.get(own))).toBe('schwarz')
    rows.set(`suppression#${personKey({ id: 'anne@kunde.test' })}`, { erasedAt: at })
    await parkUnhandled(ports, 'route', waiting(event), 'waited_too_long')
    expect(new TextDecoder().decode(objects.get(own))).toBe('')
  })

  it('mends the large body that ingest has stored, unless reading it may be what kills the function', async () => {
    const { ports, rows, objects } = parking()
    const large = {
      ...routedMail(),
      message: { id: 'email:<m1@kunde.test>', text: 'schwarz '.repeat(30_000), attachments: [] },
    }
    const body = await packEvent(large, 'contacts', ports.store)
    rows.set(`suppression#${personKey({ id: 'anne@kunde.test' })}`, { erasedAt: at })
    await parkUnhandled(ports, 'route', { ...message, body }, 'kills_function', false)
    expect(textOf(objects)).toContain('schwarz')
    await parkUnhandled(ports, 'route', { ...message, body }, 'kills_function')
    expect(textOf(objects)).not.toContain('schwarz')
  })
})
