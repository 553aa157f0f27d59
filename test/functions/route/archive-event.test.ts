import { expect, it } from 'vitest'
import { rowSchemas } from '../../../functions/core/ledger.ts'
import { unpackEvent } from '../../../functions/core/message-body.ts'
import { comment, customer } from '../../support/contact-events.ts'
import { routeStory } from '../../support/route-story.ts'

const event = comment('4711_1', customer('anne'))
const archived = ({ rows }: ReturnType<typeof routeStory>) =>
  [...rows].filter(([key]) => key.startsWith('archive#'))

it('keeps what was sent on, as it was sent on, and to whom', async () => {
  const story = routeStory({ destinations: [{ name: 'crm' }, { name: 'acd' }] })
  await story.route(event)
  const [[key, row] = []] = archived(story)
  expect(key).toBe(`archive#${event.receivedAt}#${event.id}`)
  const read = rowSchemas.archive.parse(row)
  expect(read).toMatchObject({
    eventId: event.id,
    platform: 'facebook',
    kind: 'message.created',
    conversationId: event.conversation.id,
    destinations: ['crm', 'acd'],
  })
  expect(JSON.parse(read.body)).toEqual(story.received()[0])
})

it('keeps a large body in the object store, for a row holds no more than 400 kB', async () => {
  const story = routeStory()
  const text = '😱'.repeat(100_000)
  await story.route({ ...event, message: { id: 'facebook:4711_1', text, attachments: [] } })
  const read = rowSchemas.archive.parse(archived(story)[0]?.[1])
  expect(read.body.length).toBeLessThan(200)
  const store = { get: async (name: string) => story.objects.get(name), put: async () => {} }
  expect((await unpackEvent(read.body, store)).message?.text).toBe(text)
})

it('keeps nothing of what goes to nobody', async () => {
  const story = routeStory({ routing: { rules: [{ to: 'ignore' }] } })
  await story.route(event)
  expect(archived(story)).toEqual([])
})

it('keeps nothing where the operator wants nothing kept', async () => {
  const story = routeStory({ archive: 0 })
  await story.route(event)
  expect(archived(story)).toEqual([])
  expect(story.received()).toHaveLength(1)
})

it('keeps it before the event counts as processed, and once', async () => {
  const story = routeStory()
  await story.route(event)
  await story.route(event)
  expect(archived(story)).toHaveLength(1)
  const order = [...story.rows.keys()].map((key) => key.split('#')[0])
  expect(order.indexOf('archive')).toBeLessThan(order.indexOf('processed'))
})
