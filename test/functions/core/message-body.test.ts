import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compact } from '../../../functions/core/compact.ts'
import { broughtMessage, packEvent, unpackEvent } from '../../../functions/core/message-body.ts'
import type { ContactEvent } from '../../../schemas/contact-event.ts'
import { routedEvent } from '../../contracts/routed-event.ts'
import { memoryStore } from '../../support/memory-ports.ts'

const saying = (text: string): ContactEvent =>
  routedEvent({ message: { id: 'facebook:777_10', text, attachments: [] } })

const refusedBySqs = /[^\t\n\r\x20-\uD7FF\uE000-\uFFFD]/

describe('a queue message', () => {
  it.each([
    ['an astral emoji', 'läuft 🚚👩‍👩‍👧'],
    ['characters that XML forbids', '\u0000\u0008\u001f\uFFFE\uFFFF'],
    ['a lone surrogate', 'half \uD83D an emoji'],
    ['line ends and tabs', 'a\r\nb\tc\u2028d'],
  ])('carries %s to the other side, in characters that SQS takes', async (_, text) => {
    const { store } = memoryStore()
    const body = await packEvent(saying(text), 'contacts', store)
    expect(body).not.toMatch(refusedBySqs)
    expect((await unpackEvent(body, store)).message?.text).toBe(text)
  })

  it('carries any text unchanged', async () => {
    const { store } = memoryStore()
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
        const body = await packEvent(saying(text), 'contacts', store)
        expect(await unpackEvent(body, store)).toEqual(saying(text))
      }),
    )
  })

  it('is the event itself up to 200 kB, and beyond that where it lies, counted in bytes', async () => {
    const { store, objects } = memoryStore()
    const event = saying('漢'.repeat(70_000))
    const body = await packEvent(event, 'contacts', store)
    const { body: key } = JSON.parse(body)
    expect(key).toMatch(new RegExp(`^bodies/contacts/${event.id}-[0-9a-f]{32}\\.json$`))
    expect([...objects.keys()]).toEqual([key])
    expect(await unpackEvent(body, store)).toEqual(event)
    expect(await packEvent(saying('x'.repeat(190_000)), 'contacts', store)).toMatch(/^\{"schemaVersion"/)
  })

  it('is said to bring the message of an event that has begun one, and no other', () => {
    const event = saying('Hallo')
    const { id, digest } = event.message!
    expect(broughtMessage(event)).toEqual(compact({ id, digest }))
    expect(broughtMessage({ ...event, kind: 'message.edited' })).toBeNull()
    const { message: _, ...reaction } = { ...event, kind: 'reaction.added' as const }
    expect(broughtMessage(reaction)).toBeNull()
  })

  it('stays as it is where the same event comes again with other words', async () => {
    const { store } = memoryStore()
    const [mine, theirs] = [saying('meins '.repeat(50_000)), saying('fremd '.repeat(50_000))]
    const body = await packEvent(mine, 'contacts', store)
    await packEvent(theirs, 'contacts', store)
    expect(await unpackEvent(body, store)).toEqual(mine)
  })

  it('keeps the fields that a newer writer added', async () => {
    const { store } = memoryStore()
    const newer = { ...routedEvent(), mood: 'angry', author: { role: 'customer', karma: 7 } }
    expect(await unpackEvent(JSON.stringify(newer), store)).toEqual(newer)
  })

  it('is retried, not parked, while the store has not got its body', async () => {
    const { store } = memoryStore()
    await expect(unpackEvent('{"body":"bodies/contacts/evt_1.json"}', store)).rejects.toMatchObject({
      name: 'NotAccepted',
      code: 'body_missing',
    })
  })

  it.each([
    ['not JSON', '<xml/>', 'not_json'],
    ['no event', '{"kind":"message.created"}', 'not_an_event'],
    ['an event of another version', JSON.stringify({ ...routedEvent(), schemaVersion: '2' }), 'not_an_event'],
    ['a reference out of its prefix', '{"body":"parked/crm/evt_1.json"}', 'not_an_event'],
  ])('is malformed where it is %s', async (_, body, code) => {
    const { store } = memoryStore()
    await store.put('parked/crm/evt_1.json', JSON.stringify(routedEvent()), 'application/json')
    await expect(unpackEvent(body, store)).rejects.toMatchObject({ name: 'MalformedPayload', code })
  })

  it('is malformed where the stored body is not an event', async () => {
    const { store } = memoryStore()
    await store.put('bodies/contacts/evt_1.json', new Uint8Array([0xff, 0xfe]), 'application/json')
    await expect(unpackEvent('{"body":"bodies/contacts/evt_1.json"}', store)).rejects.toMatchObject({
      code: 'not_utf8',
    })
  })
})
