import { html } from 'hono/html'
import { sha256 } from '../../../functions/core/ids.ts'
import { namePlatform } from '../../../functions/presentation/name-platform.ts'
import type { FeedEntry, SeenConversation } from '../feed-entry.ts'
import type { PageState, Viewer } from '../page-state.ts'
import { deliveries } from './deliveries.ts'
import { message, readAfterwards } from './message.ts'
import { type Html, outside } from './parts.ts'
import { ticket } from './ticket.ts'

/** Older ones of the same conversation are only counted. */
const shownEntries = 8

/** The conversation's place on the page: its id may hold any character. */
export function conversationAnchor(id: string): string {
  return `c-${sha256(id).slice(0, 16)}`
}

/** A conversation beside the tickets that the demo CRM has made of it. */
export function conversation(
  { id, entries }: SeenConversation,
  { tickets, real = [], hasDemoCrm = true }: Pick<PageState, 'tickets' | 'real' | 'hasDemoCrm'>,
  viewer: Viewer,
): Html {
  const { texts } = viewer
  const anchor = conversationAnchor(id)
  const shown = entries.slice(-shownEntries)
  const hidden = entries.length - shown.length
  const afterwards = readAfterwards(entries)
  const keys = new Set(entries.flatMap(({ event }) => event.work?.key ?? []))
  const made = tickets.of(keys)
  return html`<article class="conversation" id="${anchor}" aria-labelledby="${anchor}-title">
    <h3 id="${anchor}-title">${title(id, entries, viewer)}</h3>
    <div class="sides${hasDemoCrm ? '' : ' alone'}">
      <div class="talk">
        ${hidden > 0 ? html`<p class="hidden">${texts.conversations.hidden(hidden)}</p>` : ''}
        <ol>${shown.map(
          (entry) =>
            html`<li class="${entry.event.direction}">${message(entry, afterwards, viewer)}${deliveries(entry, viewer)}</li>`,
        )}</ol>
      </div>
      ${
        hasDemoCrm
          ? html`<div class="tickets">${
              made.length > 0
                ? made.map((each) => ticket(each, viewer))
                : html`<p class="none">${whyNone(entries, real, viewer)}</p>`
            }</div>`
          : ''
      }
    </div>
  </article>`
}

function title(id: string, entries: readonly FeedEntry[], { texts }: Viewer): Html | '' {
  const first = entries[0]?.event
  if (!first) return ''
  const { platform, surface, visibility } = first
  const customer = entries.find(({ event }) => event.who?.role === 'customer')?.event.who?.name
  const name = first.subject ?? customer
  return html`<span class="platform ${platform}">${namePlatform(first, texts.mail)}</span> <a class="name" href="/conversations/${encodeURIComponent(id)}">${
    name === undefined ? texts.pages.conversation.title : outside(name)
  }</a> <span class="surface">${texts.surfaces[surface]}</span> <span class="visibility ${visibility}">${texts.visibility[visibility]}</span>`
}

function whyNone(
  entries: readonly FeedEntry[],
  real: NonNullable<PageState['real']>,
  { texts }: Viewer,
): string {
  const to = new Set(entries.flatMap(({ deliveries: known }) => [...known.keys()]))
  if (to.size > 0 && [...to].every((name) => real.some((each) => each.name === name)))
    return texts.conversations.elsewhere
  return asksForWork(entries) ? texts.conversations.ticketSoon : texts.conversations.noTicket
}

function asksForWork(entries: readonly FeedEntry[]): boolean {
  return entries.some(
    ({ event, routed }) => !routed || event.work?.effect === 'open' || event.work?.reopen === true,
  )
}
