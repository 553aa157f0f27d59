import { expect, it } from 'vitest'
import { packEvent } from '../../../functions/core/message-body.ts'
import { routeMessage, wasRouted } from '../../../functions/route/route-message.ts'
import { comment, customer } from '../../support/contact-events.ts'
import { memoryLedger } from '../../support/memory-ports.ts'
import { routeStory } from '../../support/route-story.ts'

it.each([
  ['evt_1', true],
  ['evt_1#2', true],
  ['evt_1#3', false],
  ['evt_2', false],
])('the message %s, of which replay 2 was routed last, is done: %s', async (deduplicationId, isDone) => {
  const { ledger } = memoryLedger()
  await ledger.merge('processed', 'evt_1', { at: '2026-11-20T12:00:00.000Z', generation: 2 })
  expect(await wasRouted({ deduplicationId }, { ledger })).toBe(isDone)
})

it.each([
  ['is announced', 2, true],
  ['is not announced the first time: that costs a write', 1, false],
])(
  'a message that a function may have died with %s before anything is done',
  async (_, receiveCount, isAnnounced) => {
    const { ports, rows, objects } = routeStory()
    const told = comment('777_10', customer('anne'))
    const event = {
      ...told,
      message: { id: 'facebook:777_10', text: 'Hallo '.repeat(40_000), attachments: [] },
    }
    const body = await packEvent(event, 'contacts', ports.store)
    objects.clear()
    const message = { body, deduplicationId: event.id, receiveCount }
    await expect(routeMessage(message, 20, ports)).rejects.toMatchObject({ code: 'body_missing' })
    const row = rows.get(`message#${event.message.id}`)
    expect(row?.['broughtBy']).toBe(isAnnounced ? event.id : undefined)
  },
)
