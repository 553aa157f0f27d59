import { compact } from '../../functions/core/compact.ts'
import type { ContactPorts } from '../operations/contacts/contact-ports.ts'
import type { ContactState, DeliveryState } from '../operations/contacts/contact-state.ts'
import { listContacts } from '../operations/contacts/list-contacts.ts'
import type { Feed } from './feed.ts'
import type { SeenDelivery } from './feed-entry.ts'
import { seeEvent } from './seen-event.ts'

const statuses: Readonly<Record<DeliveryState, SeenDelivery['status']>> = {
  delivered: 'delivered',
  on_the_way: 'queued',
  parked: 'parked',
  given_up: 'dropped',
}
const webUrl = /^https?:\/\//

/** Nothing more happens to it, so that it can be counted without being followed. */
const over: readonly ContactState[] = ['delivered', 'not_asked_for', 'given_up']

/**
 * Puts onto the live page what the runs before have left: the newest contacts. Those of which no words are kept it
 * only counts.
 *
 * @returns since when it counts
 */
export async function restoreFeed(
  feed: Feed,
  window: { readonly from: Date; readonly to: Date },
  ports: ContactPorts,
  maxEvents = 2000,
): Promise<Date> {
  const { items, searchedTo } = await listContacts(window, ports, {
    limit: maxEvents,
    maxLooked: maxEvents,
    events: true,
  })
  for (const { id, state: stands, event, deliveries } of items.toReversed()) {
    if (!event) {
      if (over.includes(stands)) feed.count(id, stands)
      continue
    }
    feed.accept(seeEvent(event))
    if (event.work) feed.route(seeEvent(event), [])
    for (const { destination, state, attempts, reason, url = '', degraded, endedAt } of deliveries)
      feed.deliver(event.id, {
        destination,
        status: statuses[state],
        attempts,
        ...compact({ reason, degraded }),
        ...(webUrl.test(url) && { url }),
        ...(endedAt !== undefined && { endedAt: new Date(endedAt) }),
      })
  }
  return searchedTo === undefined ? window.from : new Date(searchedTo)
}
