import { unmarshall } from '@aws-sdk/util-dynamodb'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { itemKey } from '../../functions/aws/dynamo-ledger.ts'
import { toReceivedMessages } from '../../functions/aws/queue-messages.ts'
import { unpackArchived } from '../../functions/core/archived-body.ts'
import { type RowKind, rowSchemas } from '../../functions/core/ledger.ts'
import { bodyKey, unpackEvent } from '../../functions/core/message-body.ts'
import { readRow } from '../../functions/core/read-row.ts'
import { rowShapes } from '../../functions/core/row-shapes.ts'
import { readQueuedEvent } from '../../functions/deliver/read-queued-event.ts'
import { contactEventShape } from '../../schemas/contact-event-shape.ts'
import type { Shape } from '../../schemas/shape.ts'
import { memoryStore } from '../support/memory-ports.ts'
import { type PlainShape, toPlainShape, unreadable } from './compare-shapes.ts'
import { readRecorded, readReleasedShapes } from './read-recorded.ts'

const { rows, messages, objects } = readRecorded()
const released = readReleasedShapes()
const kinds = Object.keys(rowSchemas) as RowKind[]

/** The store as the release has left it; what was too large to be kept here is not in it. */
function storeOfTheRelease() {
  const { store, objects: kept } = memoryStore()
  for (const [key, text] of Object.entries(objects)) kept.set(key, Buffer.from(text))
  return store
}

describe('what the last release has left', () => {
  it('is a row of every kind, and messages of every queue', () => {
    // The pace of a destination has a row once it has throttled.
    const usual = Object.keys(released.rows).filter((kind) => kind !== 'pace')
    expect(Object.keys(rows)).toEqual(expect.arrayContaining(usual))
    expect(Object.keys(messages).sort()).toEqual(['contacts', 'crm', 'desk'])
  })

  it.each(kinds.filter((kind) => kind in rows))('is read whole: rows of the kind %s', (kind) => {
    for (const each of rows[kind] ?? []) {
      const { pk, sk, expiresAt, ...fields } = unmarshall(each)
      expect(readRow(kind, fields)).toEqual(fields)
      expect(expiresAt).toBeGreaterThan(0)
      expect([pk, sk]).toEqual([expect.stringMatching(`^${kind}#`), expect.any(String)])
    }
  })

  it('is found again under the keys that rows have now', () => {
    for (const kind of ['breaker', 'conversation', 'message'] as const)
      for (const each of rows[kind] ?? []) {
        const { pk, sk } = z.object({ pk: key, sk: key }).parse(each)
        expect(itemKey(kind, pk.S.slice(`${kind}#`.length))).toEqual({ pk, sk })
      }
  })

  it('is read as events: messages on their way to route and to a destination', async () => {
    const store = storeOfTheRelease()
    let read = 0
    for (const [queue, records] of Object.entries(messages))
      for (const message of records.flatMap((each) => toReceivedMessages(sqsRecord.parse(each)))) {
        const lies = bodyKey(message.body)
        if (lies !== undefined && !(lies in objects)) continue
        const event =
          queue === 'contacts'
            ? await unpackEvent(message.body, store)
            : (await readQueuedEvent(message, store)).event
        expect(event.id).toMatch(/^evt_/)
        read += 1
      }
    expect(read).toBeGreaterThan(5)
  })

  it('is read as events: the archive and what is parked', async () => {
    const store = storeOfTheRelease()
    const bodies = (rows['archive'] ?? []).map((each) => z.looseObject({ body: key }).parse(each).body.S)
    const packed = bodies.filter((body) => !body.startsWith('{"body":'))
    expect(packed.length).toBeGreaterThan(0)
    for (const body of packed) expect((await unpackArchived(body, store)).id).toMatch(/^evt_/)
    const parked = Object.entries(objects).flatMap(([name, body]) =>
      name.startsWith('parked/') ? [body] : [],
    )
    const whole = parked.filter((body) => !body.startsWith('{"body":'))
    expect(whole.length).toBeGreaterThan(0)
    for (const body of whole) expect((await unpackEvent(body, store)).id).toMatch(/^evt_/)
  })
})

const key = z.object({ S: z.string() })
const sqsRecord = z.custom<Parameters<typeof toReceivedMessages>[0]>((value) => typeof value === 'object')

/** Both ways: functions of two releases work side by side for some minutes, and an operator may go back. */
describe('between the last release and this one', () => {
  const now = Object.fromEntries(kinds.map((kind) => [kind, toPlainShape(rowShapes[kind] as Shape)]))
  const both = (before: PlainShape, after: PlainShape) => ({
    'not read now': unreadable(before, after),
    'not read by the last release': unreadable(after, before),
  })

  it.each(Object.keys(released.rows))('each writes rows that the other reads: %s', (kind) => {
    const before = released.rows[kind]
    const after = now[kind]
    if (before && after) expect(both(before, after)).toEqual(nothing)
  })

  it('each writes events that the other reads, but for words that are new: such an event waits for the newer code', () => {
    const after = toPlainShape(contactEventShape)
    expect(unreadable(released.event, after)).toEqual([])
    expect(unreadable(after, released.event).filter((each) => !each.endsWith(newWord))).toEqual([])
  })
})

const newWord = 'is not read'
const nothing = { 'not read now': [], 'not read by the last release': [] }

describe('unreadable', () => {
  const text: PlainShape = { type: 'string' }
  const row = (properties: Record<string, PlainShape>, required: string[] = []): PlainShape => ({
    type: 'object',
    properties,
    required,
  })

  it('lets a field be that the reader does not know, and one that it can do without', () => {
    expect(unreadable(row({ a: text, b: text }, ['a', 'b']), row({ a: text }, ['a']))).toEqual([])
    expect(unreadable(row({}), row({ a: text }))).toEqual([])
  })

  it('names what the reader needs and what it takes for something else', () => {
    expect(unreadable(row({ a: text }), row({ a: text }, ['a']))).toEqual(['.a: may be missing'])
    expect(unreadable(row({ a: { type: 'number' } }), row({ a: text }))).toEqual([
      '.a: number where string is read',
    ])
    expect(unreadable(row({ a: {} }), row({ a: text }))).toEqual(['.a: anything where string is read'])
    expect(unreadable(row({ a: { type: 'integer' } }), row({ a: { type: 'number' } }))).toEqual([])
  })

  it('names values, patterns and lengths beyond what is read, however deep', () => {
    const list = (items: PlainShape): PlainShape => row({ a: { type: 'array', items } })
    const of = (shape: Omit<PlainShape, 'type'>) => list({ type: 'string', ...shape })
    expect(unreadable(of({ enum: ['x', 'y'] }), of({ enum: ['x'] }))).toEqual(['.a.<items>: y is not read'])
    expect(unreadable(of({ const: 'x' }), of({ enum: ['x', 'y'] }))).toEqual([])
    expect(unreadable(of({}), of({ enum: ['x'] }))).toEqual(['.a.<items>: any text is not read'])
    expect(unreadable(of({ pattern: 'a' }), of({ pattern: 'b' }))).toEqual(['.a.<items>: another pattern'])
    expect(unreadable(of({ maxLength: 9 }), of({ maxLength: 5 }))).toEqual([
      '.a.<items>: maxLength is beyond what is read',
    ])
    expect(unreadable(of({ minLength: 2 }), of({ minLength: 1 }))).toEqual([])
    expect(unreadable(of({}), of({ minLength: 1 }))).toEqual(['.a.<items>: minLength is beyond what is read'])
  })
})
