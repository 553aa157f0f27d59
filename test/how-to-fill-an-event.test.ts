import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { eventId } from '../functions/core/ids.ts'
import { type ContactEvent, contactEvent } from '../schemas/contact-event.ts'
import { readContactEvent } from '../schemas/read-contact-event.ts'
import { effects, routeStory } from './support/route-story.ts'

const page = readFileSync(new URL('../docs/how-to-fill-an-event.md', import.meta.url), 'utf8')
const examples = [...page.matchAll(/^```json\n([^`]+)^```$/gm)].map(([, text = '']): object =>
  JSON.parse(text),
)

/** An example with what it leaves out because it is the same in all. */
function complete(example: object, more: object = {}): ContactEvent {
  const event = {
    schemaVersion: '1',
    id: eventId(JSON.stringify([example, more])),
    platform: 'telegram',
    account: { id: '4711' },
    occurredAt: '2026-11-20T08:00:00.000Z',
    occurredAtSource: 'platform',
    receivedAt: '2026-11-20T08:00:01.000Z',
    authenticity: { method: 'hmac-sha256', proven: true },
    ...example,
    ...more,
  }
  return readContactEvent(event)
}

async function decided(...events: ContactEvent[]) {
  const { route, received } = routeStory({ routing: { rules: [{ to: ['crm'], forward: 'all' }] } })
  await route(...events)
  return received()
}

describe('docs/how-to-fill-an-event.md', () => {
  const [chat = {}, comment = {}, group = {}] = examples

  it('has an example of a chat, a comment and a closed group, each a valid event', () => {
    expect(examples).toHaveLength(3)
    for (const example of examples) expect(contactEvent.safeParse(complete(example)).success).toBe(true)
  })

  it('opens a ticket for its chat', async () => {
    expect(effects(await decided(complete(chat)))).toEqual(['open'])
  })

  it('takes its comment for talk among customers, of the ticket of the comment above', async () => {
    const above = complete(comment, {
      conversation: { id: 'facebook:777_10', rootMessageId: 'facebook:4711_777', match: 'platform' },
      message: { id: 'facebook:777_10', text: 'Kein Bild!', attachments: [] },
      author: { role: 'customer', id: '992', scope: 'facebook:4711' },
    })
    const events = await decided(above, complete(comment))
    expect(effects(events)).toEqual(['open', 'append'])
    expect(events[1]).toMatchObject({ direction: 'community', work: { key: events[0]?.work.key } })
  })

  it('takes its word in a closed group for one to the company, in the ticket of the thread', async () => {
    const first = complete(group, {
      conversation: { id: 'telegram:-100555/80', rootMessageId: 'telegram:-100555/80', match: 'platform' },
      message: { id: 'telegram:-100555/80', text: 'Kein Bild!', attachments: [] },
      author: { role: 'customer', id: '992', scope: 'telegram:4711' },
    })
    const events = await decided(first, complete(group))
    expect(effects(events)).toEqual(['open', 'append+'])
    expect(events[1]?.work.key).toBe(events[0]?.work.key)
  })

  it('says of every field that a platform must fill what is done with it', () => {
    const required = Object.entries(contactEvent.shape)
      .filter(([name, field]) => name !== 'schemaVersion' && !field.safeParse(undefined).success)
      .map(([name]) => name)
    const told = [...page.matchAll(/^\| (`[^|]+) \|/gm)].map(([, cell]) => cell).join(' ')
    expect(required.filter((name) => !told.includes(`\`${name}`))).toEqual([])
  })
})
