import { compact } from '../../functions/core/compact.ts'
import type { ContactPorts } from '../operations/contacts/contact-ports.ts'
import type { DeliveryState } from '../operations/contacts/contact-state.ts'
import { listContacts } from '../operations/contacts/list-contacts.ts'
import type { Feed, SeenDelivery } from './feed.ts'
import { seeEvent } from './seen-event.ts'

const statuses: Readonly<Record<DeliveryState, SeenDelivery['status']>> = {
  delivered: 'delivered',
  on_the_way: 'queued',
  parked: 'parked',
  given_up: 'dropped',
}
const webUrl = /^https?:\/\//

/** Puts onto the live page what the runs before have left: the newest contacts, but for those of which no words are kept. */
export async function restoreFeed(
  feed: Feed,
  window: { readonly from: Date; readonly to: Date },
  ports: ContactPorts,
  maxEvents = 2000,
): Promise<void> {
  const { items } = await listContacts(window, ports, {
    limit: maxEvents,
    maxLooked: maxEvents,
    events: true,
  })
  for (const { event, deliveries } of items.toReversed()) {
    if (!event) continue
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
}
