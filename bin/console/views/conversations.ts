import { html } from 'hono/html'
import type { PageState, Viewer } from '../page-state.ts'
import type { Html } from './parts.ts'

export const firstWindow = 30
const maxWindow = 300

/** How many conversations are asked for, within bounds. */
export function readWindow(asked: string | undefined): number {
  const number = Number(asked ?? firstWindow)
  return Number.isInteger(number) ? Math.min(Math.max(number, 1), maxWindow) : firstWindow
}

/** The list's head: what is shown of how much. */
export function conversationsHead({ feed, hasDemoCrm = true }: PageState, { texts, window }: Viewer): Html {
  const all = feed.conversationCount
  return html`<div id="conversations-head">
    <h2 tabindex="-1">${texts.conversations.title} ${all > 0 ? html`<span class="count">${texts.conversations.shown(Math.min(window, all), all)}</span>` : ''}</h2>
    ${all > 0 && hasDemoCrm ? html`<p class="hint tickets-title">${texts.conversations.tickets}</p>` : ''}
  </div>`
}

/** Under the list: more of it, or why there is nothing. */
export function conversationsFoot({ feed }: PageState, { texts, window }: Viewer): Html {
  const all = feed.conversationCount
  const more = Math.min(firstWindow, all - window, maxWindow - window)
  if (all === 0)
    return html`<div id="conversations-foot" class="empty"><p>${texts.conversations.empty}</p><p class="hint">${texts.conversations.emptyHint}</p></div>`
  return html`<div id="conversations-foot">${
    more > 0
      ? html`<a class="button" href="/?show=${window + more}">${texts.conversations.more(more)}</a>`
      : ''
  }</div>`
}
