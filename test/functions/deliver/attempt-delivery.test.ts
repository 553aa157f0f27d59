import { describe, expect, it } from 'vitest'
import { rejection } from '../../../functions/contracts/delivery-ended.ts'
import { RequestFailed } from '../../../functions/core/errors.ts'
import { routedEvent, routedMail } from '../../contracts/routed-event.ts'
import { deliverScene } from '../../support/deliver-scene.ts'

const evt = (digit: string) => `evt_${digit.repeat(32)}`
const hour = 3600

describe('progress', () => {
  const uploaded = { status: 'retry', reason: 'answered 500', progress: { upload: 'U-1' } } as const
  const posted = { status: 'retry', reason: 'answered 502', progress: { part1: 'P-1' } } as const
  const failed = { status: 'retry', reason: 'answered 503' } as const
  const event = routedEvent()

  it('adds up from attempt to attempt', async () => {
    const { deliver, calls, row } = deliverScene({
      answers: [uploaded, posted, failed, { status: 'delivered' }],
    })
    for (const receiveCount of [1, 2, 3, 4]) await deliver(event, { receiveCount })
    expect(calls.map(({ context }) => context.progress)).toEqual([
      undefined,
      { upload: 'U-1' },
      { upload: 'U-1', part1: 'P-1' },
      { upload: 'U-1', part1: 'P-1' },
    ])
    expect(row('delivery', event.id)).toMatchObject({ status: 'delivered', progress: {} })
  })

  it('is there when the adapter looks for what an uncertain attempt left behind', async () => {
    const seen: unknown[] = []
    const { deliver, calls } = deliverScene({
      answers: [{ ...uploaded, uncertain: true }, { status: 'delivered' }],
      async findExisting(_, { progress }) {
        seen.push(progress)
        return undefined
      },
    })
    await deliver(event)
    await deliver(event, { receiveCount: 2 })
    expect(seen).toEqual([{ upload: 'U-1' }])
    expect(calls).toHaveLength(2)
  })

  it('outlives a stop of the destination, of which nothing else is counted', async () => {
    const { deliver, calls, pass, row } = deliverScene({
      answers: [{ ...uploaded, scope: 'destination' }, { status: 'delivered' }],
    })
    await deliver(event)
    expect(row('delivery', event.id)).toMatchObject({ attempts: 0, progress: { upload: 'U-1' } })
    expect(row('delivery', event.id)).not.toHaveProperty('firstAttemptAt')
    pass(hour)
    expect(await deliver(event, { receiveCount: 2 })).toBe('done')
    expect(calls.at(-1)?.context.progress).toEqual({ upload: 'U-1' })
  })

  it('outlives parking, so that a retry by hand repeats no step', async () => {
    const { deliver, calls, pass, row } = deliverScene({
      answers: [failed, uploaded, { status: 'delivered' }],
    })
    await deliver(event)
    pass(73 * hour)
    expect(await deliver(event, { receiveCount: 2 })).toBe('done')
    expect(row('delivery', event.id)).toMatchObject({ status: 'parked', progress: { upload: 'U-1' } })
    await deliver(event, { generation: 1 })
    expect(calls.at(-1)?.context.progress).toEqual({ upload: 'U-1' })
  })

  it('is forgotten once it is delivered: a replay takes every step anew', async () => {
    const { deliver, calls } = deliverScene({
      answers: [uploaded, { status: 'delivered' }, { status: 'delivered' }],
    })
    await deliver(event)
    await deliver(event, { receiveCount: 2 })
    await deliver(event, { generation: 1 })
    expect(calls.at(-1)?.context.progress).toEqual({})
  })
})

describe('the original', () => {
  const created = routedEvent({ id: evt('1') })
  const edited = routedEvent({ id: evt('2'), kind: 'message.edited' })
  const remote = { ticket: 'T-1', message: 'A-1' }

  it.each(['message.edited', 'message.deleted', 'message.hidden'] as const)(
    'is what the destination calls the message of a %s event',
    async (kind) => {
      const { ports, deliver, calls } = deliverScene({
        answers: [{ status: 'delivered', remote }, { status: 'delivered' }],
      })
      await ports.ledger.merge('message', created.message!.id, { createdBy: created.id })
      await deliver(created)
      await deliver({ ...edited, kind })
      expect(calls.map(({ context }) => context.original)).toEqual([undefined, remote])
    },
  )

  it('is none where the message never got there, or nobody knows what brought it', async () => {
    const { ports, deliver, calls } = deliverScene()
    await deliver(edited)
    await ports.ledger.merge('message', created.message!.id, { createdBy: created.id })
    await deliver({ ...edited, id: evt('3') })
    expect(calls.map(({ context }) => 'original' in context)).toEqual([false, false])
  })
})

describe('attachments', () => {
  const mail = routedMail()
  const [photo] = mail.message!.attachments

  it('are read from the store, and linked', async () => {
    const { ports, deliver, calls } = deliverScene()
    await ports.store.put(photo!.key!, 'bytes', 'image/jpeg')
    await deliver(mail)
    const { attachments } = calls[0]!.context
    expect(new TextDecoder().decode(await attachments.read(photo!))).toBe('bytes')
    expect(attachments.link(photo!)).toMatch(/^https:\/\/links\.test\/attachments\/[\w-]+\.[\w-]+$/)
  })

  it('wait for the key that signs their links; what has none goes on', async () => {
    const linkKeys = () => Promise.reject(Object.assign(new Error('secret'), { code: 'AccessDenied' }))
    const { deliver, calls, row } = deliverScene({ linkKeys })
    expect(await deliver(mail)).toEqual({ retryAfterSeconds: expect.any(Number) })
    expect(row('delivery', mail.id)).toMatchObject({ reason: 'no key for links (AccessDenied)' })
    expect(await deliver(routedEvent())).toBe('done')
    expect(calls).toHaveLength(1)
  })
})

it('hands on one cache of tokens for all messages', async () => {
  const { deliver, calls } = deliverScene()
  await deliver(routedEvent())
  await deliver(routedEvent({ id: evt('1') }))
  expect(calls[0]?.context.tokens).toBe(calls[1]?.context.tokens)
})

describe('a look-up that is refused', () => {
  const event = routedEvent()
  const uncertain = { status: 'retry', reason: 'answered 502', uncertain: true } as const

  /** An uncertain attempt, and then what the look-up throws. */
  async function refused(error: Error) {
    const scene = deliverScene({
      answers: [uncertain, { status: 'delivered' }],
      async findExisting() {
        throw error
      },
    })
    await scene.deliver(event)
    await scene.deliver(event, { receiveCount: 2 })
    return scene
  }

  it('stops the destination where it concerns all of it, and says why', async () => {
    const { calls, row } = await refused(
      rejection('credentials_refused', 'answered 401: check the credentials', 'destination'),
    )
    expect(calls).toHaveLength(1)
    expect(row('breaker', '')).toMatchObject({
      open: true,
      reason: 'the look-up answered 401: check the credentials',
    })
    expect(row('delivery', event.id)).toMatchObject({ status: 'waiting', uncertain: true })
  })

  it.each([
    rejection('refused', 'answered 422'),
    new RequestFailed('ECONNRESET', 'cut', { uncertain: true }),
  ])('keeps the message waiting where it does not: %s', async (error) => {
    const { calls, row } = await refused(error)
    expect(calls).toHaveLength(1)
    expect(row('delivery', event.id)).toMatchObject({ status: 'waiting', uncertain: true })
  })
})
