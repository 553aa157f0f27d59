import { deflateRawSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { archiveDictionary } from '../../../functions/core/archive-dictionary.ts'
import { unpackArchived } from '../../../functions/core/archived-body.ts'
import { sha256 } from '../../../functions/core/ids.ts'
import { rowSchemas } from '../../../functions/core/ledger.ts'
import { comment, customer } from '../../support/contact-events.ts'
import { memoryStore } from '../../support/memory-ports.ts'
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
  expect(await unpackArchived(read.body, memoryStore().store)).toEqual(story.received()[0])
})

it.each([
  ['what is said often', 'Guten Tag, wo bleibt mein Paket? '.repeat(300), 0],
  ['what is long', Array.from({ length: 700 }, (_, n) => `Zeile ${n * n}`).join(' '), 1],
  ['what fits no row', 'ja '.repeat(100_000), 0],
  [
    'what fits no row and cannot be packed',
    Array.from({ length: 30_000 }, (_, n) => sha256(`${n}`)).join(),
    1,
  ],
])('keeps %s in three kilobytes, else in the object store', async (_, text, count) => {
  const story = routeStory()
  const said = { ...event, message: { id: 'facebook:4711_1', text, attachments: [] } }
  await story.route(said)
  const row = archived(story)[0]?.[1]
  expect(Buffer.byteLength(JSON.stringify(row))).toBeLessThan(3000)
  expect([...story.objects.keys()].filter((key) => key.startsWith('bodies/_archive/'))).toHaveLength(count)
  const { body } = rowSchemas.archive.parse(row)
  const store = { get: async (name: string) => story.objects.get(name), put: async () => {} }
  expect((await unpackArchived(body, store)).message?.text).toBe(text)
})

it('keeps a short comment in a row that is one write unit, with its keys', async () => {
  const story = routeStory()
  const text = 'Seit gestern Abend ist das Bild schwarz, der Ton geht noch. Was soll ich tun?'
  await story.route({ ...event, message: { id: 'facebook:4711_1', text, attachments: [] } })
  const [[key = '', row] = []] = archived(story)
  const bytes = Object.entries(row ?? {}).reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + Buffer.byteLength(String(value)),
    // Partition and sort key, and the time to live.
    2 * Buffer.byteLength(key) + 25,
  )
  expect(bytes).toBeLessThan(900)
})

it('can unpack what was packed before, because the dictionary is as it was', () => {
  expect(sha256(archiveDictionary)).toBe('a8454f52f5863ae9eb0de3505a410732ff4c7a7a2c3edd0553653423e1a98dba')
})

it('reads what the first release kept, and says what cannot be unpacked', async () => {
  const { store } = memoryStore()
  expect(await unpackArchived(JSON.stringify(event), store)).toEqual(event)
  const plain = `deflate:${deflateRawSync(JSON.stringify(event)).toString('base64')}`
  expect(await unpackArchived(plain, store)).toEqual(event)
  const broken = { name: 'MalformedPayload', code: 'not_an_event' }
  await expect(unpackArchived('deflate:AAAA', store)).rejects.toMatchObject(broken)
  await expect(unpackArchived('deflate-1:AAAA', store)).rejects.toMatchObject(broken)
  const bomb = `deflate:${deflateRawSync(Buffer.alloc(20_000_000)).toString('base64')}`
  await expect(unpackArchived(bomb, store)).rejects.toMatchObject(broken)
})

it('keeps of what goes to nobody that it came, and none of its words', async () => {
  const story = routeStory({ routing: { rules: [{ to: 'ignore' }] } })
  await story.route(event)
  expect(archived(story).map(([, row]) => row)).toEqual([
    {
      by: '1',
      eventId: event.id,
      platform: 'facebook',
      kind: 'message.created',
      conversationId: event.conversation.id,
      destinations: [],
      routedAt: '2026-11-20T12:00:00.000Z',
      body: '',
    },
  ])
})

it('keeps what was sent on where a corrected rule sends it to nobody', async () => {
  const story = routeStory()
  await story.route(event)
  await story.replay(event, 1, { rules: [{ to: 'ignore' }] })
  expect(archived(story)[0]?.[1]).toMatchObject({ destinations: ['crm'], body: expect.stringMatching(/./) })
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

it.each([
  [7, 1],
  [7.1, 0],
])(
  'keeps of what comes to route after %d of seven days %d: no replay would reach more',
  async (days, count) => {
    const story = routeStory({ now: () => new Date(Date.parse(event.receivedAt) + days * 24 * 3_600_000) })
    await story.route(event)
    expect(story.received()).toHaveLength(1)
    expect(archived(story)).toHaveLength(count)
  },
)
