import { describe, expect, it } from 'vitest'
import { park } from '../../../functions/core/park.ts'
import { parkUnhandled } from '../../../functions/core/park-unhandled.ts'
import { routedEvent } from '../../contracts/routed-event.ts'
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
})

describe('parkUnhandled', () => {
  const message = {
    id: 'm1',
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
})
