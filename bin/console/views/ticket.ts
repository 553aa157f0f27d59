import { html } from 'hono/html'
import type { Ticket, TicketEntry } from '../../local/demo-tickets.ts'
import type { Viewer } from '../page-state.ts'
import { type Html, mark, outside } from './parts.ts'

const shownEntries = 5

/** A ticket as the demo CRM has it. */
export function ticket(
  { destination, number, state, reopened, key, count, entries }: Ticket,
  viewer: Viewer,
): Html {
  const { texts } = viewer
  const shown = entries.slice(-shownEntries)
  return html`<section class="ticket ${state}">
    <h4>${texts.ticket.name(number)} <span class="where">${outside(destination)}</span></h4>
    <p class="marks">${mark(state, texts.ticket[state])}${reopened ? mark('', texts.ticket.reopened) : ''} <span class="detail">${texts.ticket.entries(count)}</span></p>
    <ol>${shown.map((entry) => ticketEntry(entry, viewer))}</ol>
    <p class="key"><span class="unseen">${texts.ticket.key}: </span><code title="${key}">${key}</code></p>
  </section>`
}

function ticketEntry({ kind, direction, who, text, changed }: TicketEntry, { texts }: Viewer): Html {
  const did = texts.kinds[kind]
  const fallback = direction === 'outbound' ? texts.roles.company : texts.someone
  return html`<li class="${direction}"><strong>${who?.name === undefined ? fallback : outside(who.name)}</strong>${
    did === '' ? '' : html` <span class="did">${did}</span>`
  }${changed === undefined ? '' : html` ${mark(changed === 'deleted' ? 'gone' : 'changed', texts.ticket[changed])}`}${
    text === undefined ? '' : html` <span dir="auto" class="snippet">${text}</span>`
  }</li>`
}
