import { html } from 'hono/html'
import { type PageState, readTotals, type Viewer } from '../page-state.ts'
import { clock, elapsed, type Html, outside } from './parts.ts'
import { reasonOf } from './reason.ts'

/** The numbers of the way, from accepted to delivered. */
export function totals(state: PageState, viewer: Viewer): Html {
  const { texts } = viewer
  const { accepted, underWay, delivered, parked, quarantined } = readTotals(state)
  const tile = (kind: string, number: number, label: string, place?: string) =>
    html`<div class="${kind}${number > 0 ? ' some' : ''}"><dt>${
      number > 0 && place !== undefined ? html`<a href="#${place}">${label}</a>` : label
    }</dt><dd>${number.toLocaleString(texts.locale)}</dd></div>`
  return html`<dl id="totals">
    ${tile('accepted', accepted, texts.flow.accepted)}
    ${tile('under-way', underWay, texts.flow.underWay)}
    ${tile('delivered', delivered, texts.flow.delivered)}
    ${tile('parked', parked, texts.flow.parked, 'parked')}
    ${tile('quarantined', quarantined, texts.flow.quarantined, 'quarantine')}
  </dl>`
}

/** Queues with their depths, destinations with their breakers. */
export function flow({ overview }: PageState, viewer: Viewer): Html {
  const { texts } = viewer
  const rows = (overview?.queues ?? []).map(({ name, waiting, inFlight }) => {
    const breaker = overview?.breakers[name]
    return html`<tr>
      <th scope="row">${outside(name)}${name === 'contacts' ? html` <span class="detail">${texts.flow.contacts}</span>` : ''}</th>
      <td>${waiting.toLocaleString(texts.locale)}</td>
      <td>${inFlight.toLocaleString(texts.locale)}</td>
    </tr>${
      breaker?.open
        ? html`<tr class="breaker"><td colspan="3"><span class="state stopped">${texts.flow.stopped}</span> ${texts.flow.since} ${elapsed(new Date(breaker.since), viewer)}: ${reasonOf(breaker.reason, viewer)} <span class="detail">${texts.flow.probe} ${clock(breaker.probeAt, viewer)}</span></td></tr>`
        : ''
    }`
  })
  return html`<section id="flow" class="panel" aria-labelledby="flow-title">
    <h2 id="flow-title" tabindex="-1">${texts.flow.title}</h2>
    <table>
      <thead><tr><th scope="col">${texts.flow.queue}</th><th scope="col">${texts.flow.waiting}</th><th scope="col">${texts.flow.inFlight}</th></tr></thead>
      <tbody>${rows}</tbody>
    </table>
  </section>`
}
