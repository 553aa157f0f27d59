import { html } from 'hono/html'
import type { FeedEntry, SeenDelivery } from '../feed-entry.ts'
import type { Viewer } from '../page-state.ts'
import { duration, elapsed, type Html, outside } from './parts.ts'
import { reasonOf } from './reason.ts'

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
  const { destination, status, attempts, reason, url, degraded = [] } = seen
  const name = url === undefined ? outside(destination) : link(url, destination)
  return html`<li><span class="state ${status}"><b>${name}</b> ${texts.delivery[status]}</span> <span class="detail">${time(seen, viewer)}${
    attempts > 0 ? html` · ${texts.delivery.attempts(attempts)}` : ''
  }${degraded.map((code) => html` · ${outside(code)}`)}</span>${reason === undefined ? '' : html` ${reasonOf(reason, viewer)}`}</li>`
}

function link(url: string, destination: string): Html {
  return html`<a href="${url}" rel="noreferrer">${outside(destination)}</a>`
}

function time({ since, endedAt }: SeenDelivery, viewer: Viewer): Html {
  const { after, since: forHow } = viewer.texts.delivery
  return endedAt
    ? html`${after} ${duration(endedAt.getTime() - since.getTime(), viewer)}`
    : html`${forHow} ${elapsed(since, viewer)}`
}
