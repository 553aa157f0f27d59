import { html } from 'hono/html'
import type { FeedEntry, SeenDelivery } from '../feed.ts'
import type { Viewer } from '../page-state.ts'
import { duration, elapsed, type Html, outside } from './parts.ts'

/** What becomes of an event on its way: where to, attempts, outcome, how long it has waited. */
export function deliveries({ event, routed, deliveries: seen }: FeedEntry, viewer: Viewer): Html {
  const { texts } = viewer
  if (seen.size > 0)
    return html`<ul class="deliveries">${[...seen.values()].map((each) => delivery(each, viewer))}</ul>`
  if (!routed)
    return html`<p class="deliveries"><span class="state queued">${texts.delivery.routing}</span> ${elapsed(new Date(event.receivedAt), viewer)}</p>`
  return html`<p class="deliveries"><span class="state">${texts.delivery.nowhere}</span></p>`
}

function delivery(seen: SeenDelivery, viewer: Viewer): Html {
  const { texts } = viewer
  const { destination, status, attempts, reason } = seen
  return html`<li><span class="state ${status}"><b>${outside(destination)}</b> ${texts.delivery[status]}</span> <span class="detail">${time(seen, viewer)}${
    attempts > 0 ? html` · ${texts.delivery.attempts(attempts)}` : ''
  }</span>${reason === undefined ? '' : html` <span class="reason">${outside(reason)}</span>`}</li>`
}

function time({ since, endedAt }: SeenDelivery, viewer: Viewer): Html {
  const { after, since: forHow } = viewer.texts.delivery
  return endedAt
    ? html`${after} ${duration(endedAt.getTime() - since.getTime(), viewer)}`
    : html`${forHow} ${elapsed(since, viewer)}`
}
