import { html } from 'hono/html'
import { type PageState, readTotals, type Viewer } from '../page-state.ts'
import { sums } from './numbers.ts'
import { type Html, outside } from './parts.ts'

/** The sum of the contacts that came since `since`. */
export function totals(state: PageState, viewer: Viewer): Html {
  return sums(readTotals(state), viewer, 'all')
}

/** Queues with their depths, destinations with their breakers. */
export function flow({ overview }: PageState, viewer: Viewer): Html {
  const { texts } = viewer
  const rows = (overview?.queues ?? []).map(({ name, waiting, inFlight }) => {
    const isOpen = overview?.breakers[name]?.open === true
    return html`<tr>
      <th scope="row">${outside(name)}${name === 'contacts' ? html` <span class="detail">${texts.flow.contacts}</span>` : ''}</th>
      <td>${waiting.toLocaleString(texts.locale)}</td>
      <td>${inFlight.toLocaleString(texts.locale)}</td>
      <td><span class="state ${isOpen ? 'stopped' : 'delivered'}">${isOpen ? texts.flow.stopped : texts.flow.flowing}</span></td>
    </tr>`
  })
  return html`<section id="flow" class="panel" aria-labelledby="flow-title">
    <h2 id="flow-title" tabindex="-1">${texts.flow.title}</h2>
    <table>
      <thead><tr><th scope="col">${texts.flow.queue}</th><th scope="col">${texts.flow.waiting}</th><th scope="col">${texts.flow.inFlight}</th><th scope="col">${texts.flow.breaker}</th></tr></thead>
      <tbody>${rows}</tbody>
    </table>
  </section>`
}
