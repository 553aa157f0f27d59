import { setTimeout as sleep } from 'node:timers/promises'
import type { ContactFilter } from '../../operations/contacts/contact-filter.ts'
import type { ContactPorts } from '../../operations/contacts/contact-ports.ts'
import type { ContactState } from '../../operations/contacts/contact-state.ts'
import type { ContactSummary } from '../../operations/contacts/contact-summary.ts'
import { listContacts } from '../../operations/contacts/list-contacts.ts'
import { print } from '../print.ts'
import { withSite } from '../with-site.ts'
import { chooseEvents, type EventOptions } from './choose-events.ts'
import { describeEvent } from './tell-events.ts'

/** How often it looks: at a local run, at a stack, where each look costs a few reads. */
const everyMs = { local: 1000, stack: 5000 }
/** What was received longer ago is not followed any more. */
const followMs = 3_600_000
const aheadMs = 60_000
const maxAtOnce = 2000

/** Prints events as they come, and again whenever they stand differently, until it is ended. */
export function tailEvents(options: EventOptions): Promise<void> {
  const ending = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => ending.abort())
  return withSite(options, async (ports) => {
    const began = ports.now()
    const filter = await chooseEvents(options, ports)
    const from = options.from === undefined ? began : filter.from
    const seen = new Map<string, ContactState>()
    const wait = options.stack === undefined ? everyMs.local : everyMs.stack
    while (!ending.signal.aborted) {
      const now = ports.now().getTime()
      const since = new Date(Math.max(from.getTime(), now - followMs))
      const window = { ...filter, from: since, to: new Date(now + aheadMs) }
      for (const event of await changed(window, seen, ports, options.words ?? false))
        print(options.json ? JSON.stringify(event) : describeEvent(event))
      await sleep(wait, undefined, { signal: ending.signal }).catch(() => {})
    }
  })
}

/** What is new, or stands differently, oldest first; what is too old to be listed is forgotten. */
export async function changed(
  window: ContactFilter,
  seen: Map<string, ContactState>,
  ports: ContactPorts,
  words: boolean,
): Promise<ContactSummary[]> {
  const { items } = await listContacts(window, ports, { limit: maxAtOnce, maxLooked: maxAtOnce, words })
  const now = new Map(items.map(({ id, state }) => [id, state]))
  const news = items.filter(({ id, state }) => seen.get(id) !== state)
  for (const id of seen.keys()) if (!now.has(id)) seen.delete(id)
  for (const [id, state] of now) seen.set(id, state)
  return news.toReversed()
}
