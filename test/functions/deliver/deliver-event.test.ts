import { describe, expect, it } from 'vitest'
import { RequestFailed } from '../../../functions/core/errors.ts'
import { conversationKey } from '../../../functions/core/ids.ts'
import { personKey } from '../../../functions/core/person-key.ts'
import { deliverEvent, wasSettled } from '../../../functions/deliver/deliver-event.ts'
import { routedEvent, routedMail } from '../../contracts/routed-event.ts'
import { deliverScene } from '../../support/deliver-scene.ts'

const event = routedEvent()
const hour = 3600
const day = 24 * hour

describe('deliver', () => {
  it('asks the adapter once and remembers ticket and outcome', async () => {
    const remote = { ticket: 'T-1', message: 'A-1', url: 'https://crm.test/T-1' }
    const { deliver, calls, row, counts } = deliverScene({
      answers: [{ status: 'delivered', remote, degraded: ['html_as_text'] }],
    })
    expect(await deliver(event)).toBe('done')
    expect(await deliver(event, { receiveCount: 2 })).toBe('done')
    expect(calls).toHaveLength(1)
    expect(row('ticket', event.work.key)).toEqual(remote)
    expect(row('delivery', event.id)).toEqual({
      version: 2,
      status: 'delivered',
      generation: 0,
      receiveCount: 1,
      attempts: 1,
      allAttempts: 1,
      deliveredAt: '2026-11-20T12:00:00.000Z',
      firstAttemptAt: '2026-11-20T12:00:00.000Z',
      lastAttemptAt: '2026-11-20T12:00:00.000Z',
      stoppedMsAtFirst: 0,
      uncertain: false,
      remote,
      degraded: ['html_as_text'],
      attemptLog: [{ at: '2026-11-20T12:00:00.000Z', ms: 0, outcome: 'delivered' }],
    })
    expect(counts.get('Delivered')).toBe(1)
  })

  it.each([
    ['delivered', { status: 'delivered' }],
    ['retried', { status: 'retry', reason: 'HTTP 500' }],
    ['parked', { status: 'rejected', code: 'http_422', reason: 'HTTP 422' }],
  ] as const)('has a line for an attempt that says %s, and how long it took', async (code, answer) => {
    const { deliver, stepLines } = deliverScene({ answers: [answer] })
    await deliver(event)
    expect(stepLines).toEqual([{ code, event: event.id, conversation: conversationKey(event), ms: 0 }])
  })

  it('has a line for what has come to an end before, and none for what is only sent back', async () => {
    const { deliver, stepLines, pass, ports } = deliverScene({
      answers: [
        async () => {
          pass(3)
          return { status: 'delivered' as const }
        },
      ],
    })
    await deliver(event)
    await deliver(event)
    expect(stepLines.map(({ code, ms }) => [code, ms])).toEqual([
      ['delivered', 3000],
      ['known', 0],
    ])
    const claimedUntil = new Date(ports.now().getTime() + 60_000).toISOString()
    const other = routedEvent({ id: 'evt_other' })
    await ports.ledger.merge('delivery', `crm#${other.id}`, {
      status: 'waiting',
      generation: 0,
      receiveCount: 1,
      attempts: 0,
      claimedUntil,
      claimedBy: 'other',
    })
    expect(await deliver(other)).not.toBe('done')
    expect(stepLines).toHaveLength(2)
  })

  it('tells the adapter which authority to trust, where the deployment names one', async () => {
    const { ports, calls } = deliverScene({ answers: [{ status: 'delivered' }] })
    const config = { ...ports.config, certificateAuthority: '-----BEGIN CERTIFICATE-----' }
    await deliverEvent({ event, generation: 0, receiveCount: 1 }, { ...ports, config })
    expect(calls[0]?.context.certificateAuthority).toBe('-----BEGIN CERTIFICATE-----')
  })

  it('tells of a message whether its event has come to an end, and of its replay that it has not', async () => {
    const { deliver, ports } = deliverScene({ answers: [{ status: 'delivered' }] })
    const settled = (deduplicationId: string) => wasSettled({ deduplicationId }, ports)
    expect(await settled(event.id)).toBe(false)
    await deliver(event)
    expect(await settled(event.id)).toBe(true)
    expect(await settled(`${event.id}#1`)).toBe(false)
  })

  it('tells the adapter what it needs: key, attempt, settings, and the ticket of the work', async () => {
    const { deliver, calls } = deliverScene({
      answers: [
        { status: 'delivered', remote: { ticket: 'T-1' } },
        { status: 'retry', reason: 'answered 500' },
        { status: 'delivered' },
      ],
      settings: async () => ({ token: 't' }),
    })
    const next = routedEvent({ id: `evt_${'1'.repeat(32)}` })
    await deliver(event)
    await deliver(next)
    await deliver(next, { receiveCount: 2 })
    expect(
      calls.map(({ context }) => [context.idempotencyKey, context.attempt, context.remote?.ticket]),
    ).toEqual([
      [event.id, 1, undefined],
      [next.id, 1, 'T-1'],
      [next.id, 2, 'T-1'],
    ])
    expect(calls[0]?.context.settings).toEqual({ token: 't' })
  })

  it('keeps the ticket where a later answer names none', async () => {
    const { deliver, row } = deliverScene({
      answers: [
        { status: 'delivered', remote: { ticket: 'T-1' } },
        { status: 'delivered', remote: { message: 'A-2' } },
      ],
    })
    await deliver(event)
    await deliver(routedEvent({ id: `evt_${'1'.repeat(32)}` }))
    expect(row('ticket', event.work.key)).toEqual({ ticket: 'T-1' })
  })

  it('tries again when the receiver says, else after a random time that grows', async () => {
    const { deliver, counts } = deliverScene({
      answers: [
        { status: 'retry', reason: 'answered 429', afterSeconds: 3600 },
        { status: 'retry', reason: 'answered 500' },
      ],
    })
    expect(await deliver(event)).toEqual({ retryAfterSeconds: 3600 })
    expect(await deliver(event)).toEqual({ retryAfterSeconds: 2 })
    expect(await deliver(event)).toEqual({ retryAfterSeconds: 4 })
    for (let attempt = 4; attempt < 16; attempt++) await deliver(event)
    expect(await deliver(event)).toEqual({ retryAfterSeconds: 450 })
    expect(await deliver(event)).toEqual({ retryAfterSeconds: 1283 })
    expect(counts.get('Retried')).toBe(17)
  })

  it('parks what the receiver refuses, with the reason, and never tries again', async () => {
    const { deliver, calls, row, objects } = deliverScene({
      answers: [{ status: 'rejected', code: 'refused', reason: 'answered 422' }],
    })
    expect(await deliver(event)).toBe('done')
    expect(await deliver(event, { receiveCount: 2 })).toBe('done')
    expect(calls).toHaveLength(1)
    expect(row('parked', event.id)).toEqual({
      destination: 'crm',
      eventId: event.id,
      conversationId: event.conversation.id,
      platform: 'facebook',
      kind: 'message.created',
      code: 'refused',
      reason: 'answered 422',
      attempts: 1,
      generation: 0,
      firstAt: '2026-11-20T12:00:00.000Z',
      lastAt: '2026-11-20T12:00:00.000Z',
      body: `parked/crm/${event.id}.json`,
    })
    expect(row('delivery', event.id)).toMatchObject({ status: 'parked', reason: 'answered 422' })
    expect(JSON.parse(new TextDecoder().decode(objects.get(`parked/crm/${event.id}.json`)))).toEqual(event)
  })

  it('parks what could not be delivered for three days', async () => {
    const { deliver, pass, row } = deliverScene({ answers: [{ status: 'retry', reason: 'answered 500' }] })
    await deliver(event)
    pass(3 * day)
    expect(await deliver(event)).toMatchObject({ retryAfterSeconds: 2 })
    pass(1)
    expect(await deliver(event)).toBe('done')
    expect(row('parked', event.id)).toMatchObject({
      code: 'expired',
      reason: 'not delivered within 3 days; last: answered 500',
      attempts: 3,
      firstAt: '2026-11-20T12:00:00.000Z',
      lastAt: '2026-11-23T12:00:01.000Z',
    })
  })

  it('does not count the time that its conversation waited before its first attempt', async () => {
    const { deliver, pass } = deliverScene({ answers: [{ status: 'retry', reason: 'answered 500' }] })
    pass(10 * day)
    expect(await deliver(event, { receiveCount: 500 })).toMatchObject({ retryAfterSeconds: 1 })
  })

  it('does not count the time in which the destination was stopped', async () => {
    const { deliver, pass } = deliverScene({
      answers: [
        { status: 'retry', reason: 'answered 500' },
        { status: 'rejected', code: 'credentials_refused', reason: 'answered 401', scope: 'destination' },
        { status: 'delivered' },
        { status: 'retry', reason: 'answered 500' },
      ],
    })
    const other = routedEvent({ id: `evt_${'1'.repeat(32)}` })
    await deliver(event)
    pass(day)
    await deliver(other)
    pass(5 * day)
    expect(await deliver(other)).toBe('done')
    pass(2 * day - 1)
    expect(await deliver(event)).toMatchObject({ retryAfterSeconds: expect.any(Number) })
    pass(2)
    expect(await deliver(event)).toBe('done')
  })
})

describe('deliver, unsure whether an earlier attempt got through', () => {
  /** The rows of a function that died in its attempt. */
  const died = { status: 'waiting', generation: 0, attempts: 0, uncertain: true, receiveCount: 1 }

  it.each([
    [
      'a function that died',
      { receiveCount: 2 },
      { ...died, claimedUntil: '2026-11-20T11:59:59.000Z', version: 1 },
    ],
    ['a replay', { generation: 1 }, undefined],
  ])('asks for what is there before it sends anew, after %s', async (_, told, left) => {
    const asked: string[] = []
    const { deliver, calls, row, rows } = deliverScene({
      findExisting: async ({ id }) => {
        asked.push(id)
        return { ticket: 'T-1' }
      },
    })
    if (left) rows.set(`delivery#crm#${event.id}`, left)
    expect(await deliver(event, told)).toBe('done')
    expect({ asked, calls }).toEqual({ asked: [event.id], calls: [] })
    expect(row('ticket', event.work.key)).toEqual({ ticket: 'T-1' })
    expect(row('delivery', event.id)).toMatchObject({ status: 'delivered', uncertain: false })
    expect(row('delivery', event.id)).not.toHaveProperty('claimedUntil')
  })

  it.each([1, 2, 50])('does not ask at receipt %i of what nobody has tried', async (receiveCount) => {
    const { deliver, calls } = deliverScene({
      findExisting: async () => {
        throw new Error('asked')
      },
    })
    expect(await deliver(event, { receiveCount })).toBe('done')
    expect(calls).toHaveLength(1)
  })

  it('does not ask where the attempts before came to something certain', async () => {
    const { deliver } = deliverScene({
      answers: [
        { status: 'retry', reason: 'answered 409' },
        { status: 'retry', reason: 'answered 409' },
        { status: 'delivered' },
      ],
      findExisting: async () => {
        throw new Error('asked')
      },
    })
    for (const receiveCount of [1, 2]) await deliver(event, { receiveCount })
    expect(await deliver(event, { receiveCount: 4 })).toBe('done')
  })

  it('does not ask after a refusal that stopped the destination', async () => {
    const { deliver, pass, calls } = deliverScene({
      answers: [
        { status: 'rejected', code: 'credentials_refused', reason: 'answered 401', scope: 'destination' },
        { status: 'delivered' },
      ],
      findExisting: async () => {
        throw new Error('asked')
      },
    })
    await deliver(event)
    pass(15)
    expect(await deliver(event, { receiveCount: 2 })).toBe('done')
    expect(calls).toHaveLength(2)
  })

  it('writes nothing of what is sent back untried', async () => {
    const { deliver, pass, calls, row } = deliverScene({
      requestsPerSecond: 0.1,
      answers: [{ status: 'delivered' }],
      findExisting: async () => {
        throw new Error('asked')
      },
    })
    await deliver(routedEvent({ id: `evt_${'1'.repeat(32)}` }))
    for (const receiveCount of [1, 2, 3]) await deliver(event, { receiveCount })
    expect(row('delivery', event.id)).toBeUndefined()
    pass(60)
    expect(await deliver(event, { receiveCount: 4 })).toBe('done')
    expect(calls[1]?.context.attempt).toBe(1)
  })

  it('asks for a replay once, until that came to something certain', async () => {
    const asked: number[] = []
    const { deliver } = deliverScene({
      answers: [
        { status: 'rejected', code: 'refused', reason: 'answered 422' },
        { status: 'retry', reason: 'answered 409' },
        { status: 'delivered' },
      ],
      findExisting: async () => {
        asked.push(1)
        return undefined
      },
    })
    await deliver(event)
    await deliver(event, { generation: 1 })
    await deliver(event, { generation: 1, receiveCount: 2 })
    expect(asked).toHaveLength(1)
  })

  it('sends it where nothing is there', async () => {
    const { deliver, calls } = deliverScene({ findExisting: async () => undefined })
    await deliver(event, { generation: 1 })
    expect(calls).toHaveLength(1)
  })

  it('asks again later where it could not ask', async () => {
    const { deliver, calls } = deliverScene({
      findExisting: async () => {
        throw new RequestFailed('ECONNRESET', 'no answer', { uncertain: true })
      },
    })
    for (const receiveCount of [1, 2])
      expect(await deliver(event, { generation: 1, receiveCount })).toHaveProperty('retryAfterSeconds')
    expect(calls).toEqual([])
  })

  it('remembers that it is unsure, whatever comes after', async () => {
    const { deliver, row } = deliverScene({
      answers: [
        { status: 'retry', reason: 'no answer', uncertain: true },
        { status: 'retry', reason: 'answered 503' },
      ],
    })
    await deliver(event)
    await deliver(event, { receiveCount: 2 })
    expect(row('delivery', event.id)).toMatchObject({ uncertain: true })
  })
})

describe('deliver, with an adapter that', () => {
  it('hangs in spite of its signal: gives up after the time-out, unsure', async () => {
    let aborted = false
    const { deliver, row } = deliverScene({
      timeoutSeconds: 0.02,
      answers: [
        (_, { signal }) => {
          signal.addEventListener('abort', () => {
            aborted = true
          })
          return new Promise(() => {})
        },
      ],
    })
    expect(await deliver(event)).toEqual({ retryAfterSeconds: 1 })
    expect(aborted).toBe(true)
    expect(row('delivery', event.id)).toMatchObject({
      status: 'waiting',
      uncertain: true,
      reason: 'time-out',
    })
  })

  it('throws: tries again, unsure, and notes the code and never the message', async () => {
    const { deliver, rows, lines } = deliverScene({
      answers: [
        () => {
          throw new TypeError('cannot read Anne of undefined')
        },
      ],
    })
    expect(await deliver(event)).toEqual({ retryAfterSeconds: 1 })
    expect(rows.get(`delivery#crm#${event.id}`)).toMatchObject({
      uncertain: true,
      reason: 'the adapter failed (TypeError)',
    })
    expect(JSON.stringify([...rows, ...lines])).not.toContain('Anne')
  })

  it('throws when its time is over: says so once', async () => {
    const { deliver, row } = deliverScene({
      timeoutSeconds: 0.02,
      answers: [
        (_, { signal }) =>
          new Promise((__, reject) => signal.addEventListener('abort', () => reject(new Error('aborted')))),
      ],
    })
    await deliver(event)
    expect(row('delivery', event.id)).toMatchObject({ reason: 'time-out' })
  })
})

describe('a replay', () => {
  it('starts anew, in attempts and age, with the same idempotency key', async () => {
    const { deliver, calls, pass, row } = deliverScene({
      answers: [
        { status: 'rejected', code: 'refused', reason: 'answered 422' },
        { status: 'retry', reason: 'answered 500' },
      ],
    })
    await deliver(event)
    pass(20 * day)
    expect(await deliver(event, { generation: 1 })).toEqual({ retryAfterSeconds: 1 })
    expect(calls.map(({ context }) => [context.idempotencyKey, context.attempt])).toEqual([
      [event.id, 1],
      [event.id, 1],
    ])
    expect(row('delivery', event.id)).toMatchObject({ status: 'waiting', generation: 1, attempts: 1 })
  })

  it('leaves when it was asked for, and what is parked counts every attempt there ever was', async () => {
    const { deliver, pass, row, rows, ports } = deliverScene({
      answers: [
        { status: 'retry', reason: 'no answer: ECONNREFUSED', scope: 'destination' },
        { status: 'rejected', code: 'refused', reason: 'answered 422' },
      ],
    })
    await deliver(event)
    expect(row('delivery', event.id)).toMatchObject({ attempts: 0, allAttempts: 1 })
    const asked: string[] = []
    for (let generation = 0; generation <= 5; generation += 1) {
      pass(3600)
      const sentAt = ports.now()
      if (generation > 0) asked.push(sentAt.toISOString())
      pass(60)
      expect(await deliver(event, { generation, sentAt })).toBe('done')
      expect(await deliver(event, { generation, sentAt, receiveCount: 2 })).toBe('done')
    }
    expect(row('delivery', event.id)).toMatchObject({
      attempts: 1,
      allAttempts: 7,
      sentAgain: asked.slice(-3),
    })
    expect(rows.get(`parked#crm#${event.id}`)).toMatchObject({ attempts: 7, generation: 5 })
  })

  it('is one, however often its message is handed out, and none where it only makes others superfluous', async () => {
    const { deliver, pass, row, ports } = deliverScene({
      answers: [{ status: 'retry', reason: 'answered 409', scope: 'message' }, { status: 'delivered' }],
    })
    const sentAt = ports.now()
    for (const receiveCount of [1, 2, 3]) {
      pass(60)
      await deliver(event, { generation: 1, sentAt, receiveCount })
    }
    expect(row('delivery', event.id)).toMatchObject({ allAttempts: 2, sentAgain: [sentAt.toISOString()] })
  })

  it('counts on from what an older release has counted', async () => {
    const { deliver, row, rows } = deliverScene()
    rows.set(`delivery#crm#${event.id}`, { version: 9, status: 'parked', generation: 0, attempts: 4 })
    await deliver(event, { generation: 1 })
    expect(row('delivery', event.id)).toMatchObject({ attempts: 1, allAttempts: 5 })
    expect(row('delivery', event.id)).toHaveProperty('sentAgain', ['2026-11-20T12:00:00.000Z'])
  })

  it('makes what is still left of an earlier generation superfluous', async () => {
    const { deliver, calls } = deliverScene()
    await deliver(event, { generation: 1 })
    expect(await deliver(event, { generation: 0 })).toBe('done')
    expect(await deliver(event, { generation: 1 })).toBe('done')
    expect(calls).toHaveLength(1)
  })
})

describe('a message that was edited while it waited', () => {
  it('goes out as it was, and its edit after it', async () => {
    const { deliver, calls, rows } = deliverScene()
    rows.set('message#facebook:777_10', { conversationId: event.conversation.id, createdBy: event.id })
    const edit = routedEvent({
      id: `evt_${'1'.repeat(32)}`,
      kind: 'message.edited',
      message: { id: 'facebook:777_10', text: 'Er geht wieder.', attachments: [] },
    })
    await deliver(event)
    await deliver(edit)
    expect(calls.map((call) => call.event)).toEqual([event, edit])
  })
})

describe('what an erased person wrote', () => {
  const erased = (erasedAt: string, scope?: string) =>
    [`suppression#${personKey({ id: '991', scope })}`, { erasedAt }] as [string, Record<string, unknown>]

  it('goes out without words and name, with the ids by which the destination erases', async () => {
    const { deliver, calls, rows } = deliverScene()
    rows.set(...erased('2026-11-20T20:00:00.000Z', 'facebook:4711'))
    await deliver(event)
    expect(calls[0]?.event.message).toEqual({ id: 'facebook:777_10', attachments: [], withheld: 'erased' })
    expect(calls[0]?.event.author).toEqual({ role: 'customer', id: '991', scope: 'facebook:4711' })
    expect(JSON.stringify(calls[0]?.event)).not.toMatch(/schwarz|Grün/)
  })

  it('is parked like that too', async () => {
    const { deliver, objects, rows } = deliverScene({
      answers: [{ status: 'rejected', code: 'refused', reason: 'answered 422' }],
    })
    rows.set(...erased('2026-11-20T20:00:00.000Z', 'facebook:4711'))
    await deliver(event)
    expect(new TextDecoder().decode([...objects.values()][0])).not.toMatch(/schwarz|Grün/)
  })

  it.each([
    ['comes in after the erasure', erased('2026-11-20T19:00:00.000Z', 'facebook:4711')],
    ['is another person’s, whose id is the same elsewhere', erased('2026-11-20T20:00:00.000Z', 'facebook:1')],
  ])('goes out whole where it %s', async (_, row) => {
    const { deliver, calls, rows } = deliverScene()
    rows.set(...row)
    await deliver(event)
    expect(calls[0]?.event).toEqual(event)
  })

  it('does not take the words of the one whose message an erased person reacts to', async () => {
    const { deliver, calls, rows } = deliverScene()
    rows.set(...erased('2026-11-20T20:00:00.000Z'))
    // Nobody erases the company.
    rows.set(`suppression#${personKey({ id: '4711' })}`, { erasedAt: '2026-11-20T20:00:00.000Z' })
    const reaction = routedEvent({
      kind: 'reaction.added',
      author: { role: 'company', id: '4711', name: 'Acme' },
      actor: { role: 'customer', id: '991', name: 'Änne Grün' },
    })
    await deliver(reaction)
    expect(calls[0]?.event).toEqual({ ...reaction, actor: { role: 'customer', id: '991' } })
  })
})

describe('what was taken back while it waited', () => {
  it.each(['message.created', 'message.edited'] as const)('goes out without its words (%s)', async (kind) => {
    const { deliver, calls, rows } = deliverScene()
    rows.set('message#facebook:777_10', { deletedAt: '2026-11-20T11:00:00.000Z' })
    await deliver(routedEvent({ kind }))
    expect(calls[0]?.event.message).toEqual({ id: 'facebook:777_10', attachments: [], withheld: 'deleted' })
    expect(JSON.stringify(calls[0]?.event)).not.toContain('schwarz')
  })

  it('is parked without its words too', async () => {
    const { deliver, objects, rows } = deliverScene({
      answers: [{ status: 'rejected', code: 'refused', reason: 'answered 422' }],
    })
    rows.set('message#email:<m1@kunde.test>', { deletedAt: '2026-11-20T11:00:00.000Z' })
    await deliver(routedMail())
    expect(new TextDecoder().decode([...objects.values()][0])).not.toContain('schwarz')
  })

  it('does not concern the deletion itself, nor what is already withheld', async () => {
    const { deliver, calls, rows } = deliverScene()
    rows.set('message#facebook:777_10', { deletedAt: '2026-11-20T11:00:00.000Z' })
    const message = { id: 'facebook:777_10', attachments: [], withheld: 'edited' as const }
    await deliver(routedEvent({ kind: 'message.deleted' }))
    await deliver(routedEvent({ id: `evt_${'1'.repeat(32)}`, message }))
    expect(calls[0]?.event).toEqual(routedEvent({ kind: 'message.deleted' }))
    expect(calls[1]?.event.message?.withheld).toBe('edited')
  })
})
