import { html } from 'hono/html'
import type { ContactNumbers } from '../../operations/contacts/contact-numbers.ts'
import { contactStates } from '../../operations/contacts/contact-state.ts'
import type { WindowNumbers } from '../../operations/contacts/read-numbers.ts'
import type { Viewer } from '../page-state.ts'
import { type Html, outside, timeOf } from './parts.ts'

const signs = ['', '=', '+', '+', '+', '+'] as const

/** The sum that always holds; each number leads to the contacts that it counts. */
export function sums(numbers: ContactNumbers, viewer: Viewer, when = 'day'): Html {
  const { texts } = viewer
  const { states, numbers: words } = texts.pages
  return html`<dl id="totals" title="${words.sum}">${(['accepted', ...contactStates] as const).map(
    (name, index) => {
      const label = name === 'accepted' ? words.accepted : states[name]
      const number = numbers[name]
      const query = new URLSearchParams({ when, ...(name !== 'accepted' && { state: name }) })
      return html`<div class="${name}${number > 0 ? ' some' : ''}"><dt>${
        number > 0 ? html`<a href="/events?${query}">${label}</a>` : label
      }</dt><dd><span class="sign" aria-hidden="true">${signs[index]}</span>${number.toLocaleString(texts.locale)}</dd></div>`
    },
  )}</dl>`
}

/** The same of each destination; an event that goes to two counts in both rows. */
export function byDestination({ destinations, from, isPart, contacts }: WindowNumbers, viewer: Viewer): Html {
  const { texts } = viewer
  const { states, numbers: words } = texts.pages
  const columns = ['due', 'delivered', 'on_the_way', 'parked', 'given_up'] as const
  const names = Object.keys(destinations).toSorted()
  return html`<section class="panel" aria-labelledby="by-destination">
    <h2 id="by-destination">${words.byDestination}</h2>
    <p class="hint">${words.since(timeOf(from, viewer))}${isPart ? html`: ${words.part(contacts.accepted)}` : ''}</p>
    <div class="wide" tabindex="0" role="region" aria-labelledby="by-destination"><table>
      <thead><tr><th scope="col">${texts.pages.find.destination}</th>${columns.map((name) => html`<th scope="col">${name === 'due' ? words.due : states[name]}</th>`)}</tr></thead>
      <tbody>${names.map(
        (name) =>
          html`<tr><th scope="row">${outside(name)}</th>${columns.map((column) => html`<td>${(destinations[name]?.[column] ?? 0).toLocaleString(texts.locale)}</td>`)}</tr>`,
      )}</tbody>
    </table></div>
  </section>`
}
