import type { ContactPorts } from '../operations/contacts/contact-ports.ts'
import { listContacts } from '../operations/contacts/list-contacts.ts'
import type { Feed } from './feed.ts'
import { type SeenEvent, seeEvent, withoutWords } from './seen-event.ts'

const hourMs = 3_600_000
const pageSize = 500

/**
 * Takes from the live page what an erasure has taken from all else: what came before is shown as it is kept now, and
 * without words where it is not kept any more. Whose words they were nobody knows here.
 */
export async function rereadFeed(feed: Feed, ports: ContactPorts): Promise<void> {
  const began = ports.now()
  const from = feed
    .events()
    .reduce((least, { receivedAt }) => Math.min(least, Date.parse(receivedAt)), Infinity)
  if (from === Infinity) return
  const window = { from: new Date(from), to: new Date(began.getTime() + hourMs) }
  const kept = new Map<string, SeenEvent>()
  let cursor: string | undefined
  do {
    const options = { limit: pageSize, maxLooked: pageSize, events: true, cursor }
    const { items, next } = await listContacts(window, ports, options)
    for (const { id, event } of items) if (event && feed.entry(id)) kept.set(id, seeEvent(event))
    cursor = next
  } while (cursor !== undefined)
  feed.reread((event) =>
    Date.parse(event.receivedAt) > began.getTime() ? event : (kept.get(event.id) ?? withoutWords(event)),
  )
}
