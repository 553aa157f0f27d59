import type { SQSEvent } from 'aws-lambda'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createFeed, type Feed } from '../../../bin/console/feed.ts'
import { followRows, type RowFollower, type RowReader } from '../../../bin/console/follow-rows.ts'
import { type Invoke, observeDeliver, observeRoute } from '../../../bin/console/observe-queues.ts'
import type { Row } from '../../../functions/core/ledger.ts'
import type { ContactEvent, RoutedEvent } from '../../../schemas/contact-event.ts'
import { memoryStore } from '../../support/memory-ports.ts'
import { nthEvent } from '../../support/operations-scene.ts'

const { store, objects } = memoryStore()
let feed: Feed
let rows: RowFollower
let codes: string[]
let routed: Map<string, string[]>
let written: Map<string, Row<'delivery'>>
let fails: boolean

const unrouted = ({ work: _, ...event }: RoutedEvent): ContactEvent => event
const events = [1, 2].map((n) => nthEvent(n))
const [first, second] = [events[0]!, events[1]!]

beforeEach(() => {
  feed = createFeed()
  codes = []
  routed = new Map()
  written = new Map()
  fails = false
  const reader: RowReader = {
    async deliveries(destination, ids) {
      if (fails) throw Object.assign(new Error('no'), { code: 'ECONNREFUSED' })
      return new Map(
        ids.flatMap((id) => {
          const row = written.get(`${destination} ${id}`)
          return row ? [[id, row]] : []
        }),
      )
    },
    async decisions(asked) {
      return new Map(
        asked.flatMap(({ id }) => {
          const destinations = routed.get(id)
          const event = events.find((each) => each.id === id)
          return destinations && event ? [[id, { event, destinations }]] : []
        }),
      )
    },
  }
  rows = followRows({ feed, reader, onError: (code) => codes.push(code), pauseMs: 2 })
})
afterEach(() => rows.stop())

function batch(
  bodies: readonly (ContactEvent | string)[],
  { receiveCount = 1, generation = 0 } = {},
): SQSEvent {
  return {
    Records: bodies.map((body, index) => ({
      messageId: `m${index}`,
      receiptHandle: '',
      body: typeof body === 'string' ? body : JSON.stringify(body),
      attributes: {
        ApproximateReceiveCount: String(receiveCount),
        SentTimestamp: '1',
        SenderId: '',
        ApproximateFirstReceiveTimestamp: '1',
        MessageDeduplicationId: `${typeof body === 'string' ? 'evt_x' : body.id}${generation > 0 ? `#${generation}` : ''}`,
      },
      messageAttributes: {},
      md5OfBody: '',
      eventSource: 'aws:sqs',
      eventSourceARN: '',
      awsRegion: '',
    })),
  }
}

const all: Invoke = async () => ({ batchItemFailures: [] })
const none: Invoke = async ({ Records }) => ({
  batchItemFailures: Records.map(({ messageId }) => ({ itemIdentifier: messageId })),
})
const delivery = (fields: Partial<Row<'delivery'>>): Row<'delivery'> => ({
  status: 'waiting',
  generation: 0,
  attempts: 1,
  ...fields,
})
const stateOf = ({ id }: { id: string }, destination = 'crm') => feed.entry(id)?.deliveries.get(destination)
const sees = (check: () => void) => vi.waitFor(check, { timeout: 5000, interval: 5 })

describe('what goes to route', () => {
  it('is accepted, and where it goes is read when route is done', async () => {
    routed.set(first.id, ['crm', 'acd'])
    const answer = await observeRoute(all, { feed, rows, store })(batch([unrouted(first), unrouted(second)]))
    expect(answer).toEqual({ batchItemFailures: [] })
    expect(feed.totals.accepted).toBe(2)
    await sees(() => expect(feed.entry(second.id)?.routed).toBe(true))
    expect([...feed.entry(first.id)!.deliveries.keys()]).toEqual(['crm', 'acd'])
    expect(feed.entry(second.id)?.deliveries.size).toBe(0)
    expect(feed.totals).toMatchObject({ accepted: 2, on_the_way: 1, not_asked_for: 1 })
  })

  it('is still under way while route fails, and counts once however often it is tried', async () => {
    const observed = observeRoute(none, { feed, rows, store })
    await observed(batch([unrouted(first)]))
    await observed(batch([unrouted(first)], { receiveCount: 2 }))
    expect(feed.entry(first.id)).toMatchObject({ routed: false, again: 0 })
    await observed(batch([unrouted(first)]))
    expect(feed.entry(first.id)?.again).toBe(1)
  })

  it('is left to route where it cannot be read', async () => {
    await observeRoute(all, { feed, rows, store })(
      batch(['no event', '{"body":"bodies/contacts/none.json"}']),
    )
    expect(feed.totals.accepted).toBe(0)
  })

  it('is read from the store where it is large', async () => {
    objects.set('bodies/contacts/1.json', Buffer.from(JSON.stringify(unrouted(first))))
    await observeRoute(all, { feed, rows, store })(batch(['{"body":"bodies/contacts/1.json"}']))
    expect(feed.entry(first.id)).toBeDefined()
  })
})

describe('what goes to a destination', () => {
  const observed = (invoke: Invoke) => observeDeliver(invoke, 'crm', { feed, rows, store })

  it('is being sent, waits, and is delivered, as the ledger says', async () => {
    let during: string | undefined
    written.set(`crm ${first.id}`, delivery({ attempts: 2, reason: 'answered 500' }))
    await observed(async (event) => {
      during = stateOf(first)?.status
      return none(event)
    })(batch([first]))
    expect(during).toBe('sending')
    await sees(() =>
      expect(stateOf(first)).toMatchObject({ status: 'waiting', attempts: 2, reason: 'answered 500' }),
    )
    written.set(
      `crm ${first.id}`,
      delivery({ status: 'delivered', attempts: 3, lastAttemptAt: '2026-11-21T10:01:00.000Z' }),
    )
    await observed(all)(batch([first], { receiveCount: 3 }))
    await sees(() => expect(stateOf(first)).toMatchObject({ status: 'delivered', attempts: 3 }))
    expect(stateOf(first)?.endedAt?.toISOString()).toBe('2026-11-21T10:01:00.000Z')
    expect(stateOf(first)).not.toHaveProperty('reason')
  })

  it('waits where the destination is stopped and nothing was tried', async () => {
    await observed(none)(batch([first]))
    await sees(() => expect(stateOf(first)).toMatchObject({ status: 'queued', attempts: 0 }))
  })

  it('is not over because an earlier sending of it was', async () => {
    written.set(`crm ${first.id}`, delivery({ status: 'parked', lastAttemptAt: '2026-11-21T10:01:00.000Z' }))
    await observed(none)(batch([first], { generation: 1 }))
    await sees(() => expect(stateOf(first)?.status).toBe('queued'))
  })

  it('is read later where the table cannot be read', async () => {
    fails = true
    written.set(`crm ${first.id}`, delivery({ status: 'delivered' }))
    await observed(all)(batch([first]))
    await sees(() => expect(codes).toContain('ECONNREFUSED'))
    fails = false
    await sees(() => expect(stateOf(first)?.status).toBe('delivered'))
  })

  it('is read also where the function dies over it', async () => {
    const dying: Invoke = () => Promise.reject(new Error('died'))
    await expect(observed(dying)(batch([first]))).rejects.toThrow('died')
    await sees(() => expect(stateOf(first)?.status).toBe('queued'))
  })
})
