import { html } from 'hono/html'
import type { PageState, Viewer } from '../page-state.ts'
import { attention } from './attention.ts'
import { crm, send } from './controls.ts'
import { conversation } from './conversation.ts'
import { conversationsFoot, conversationsHead } from './conversations.ts'
import { document } from './document.ts'
import { flow, totals } from './flow.ts'
import { headline } from './headline.ts'
import { type Html, timeOf } from './parts.ts'

/** What is patched by its id; the conversations are patched one by one. */
export const fragments: Record<string, (state: PageState, viewer: Viewer) => Html> = {
  headline,
  totals,
  attention,
  send,
  crm,
  flow,
  'conversations-head': conversationsHead,
  'conversations-foot': conversationsFoot,
}

/** The page as it is at this moment. @param notice what came of the last button, without JavaScript */
export function livePage(state: PageState, viewer: Viewer, notice: string | undefined): Html {
  const { texts } = viewer
  const { numbers } = texts.pages
  const shown = state.feed.conversations(viewer.window)
  return document(
    texts.title,
    html`
  <main>
    <h1 class="unseen">${texts.title}</h1>
    <div class="state-of-things">
      ${headline(state, viewer)}
      <p id="connection" hidden></p>
      <noscript><p class="static">${texts.connection.static} <a href="/">${texts.connection.reload}</a></p></noscript>
      ${totals(state, viewer)}
      ${state.since ? html`<p class="detail">${numbers.title} ${numbers.since(timeOf(state.since, viewer))}</p>` : ''}
    </div>
    <p id="notice" role="status" aria-live="polite">${notice ?? ''}</p>
    <p id="announcement" class="unseen" role="status" aria-live="polite"></p>
    ${attention(state, viewer)}
    <div class="columns">
      <section class="conversations" aria-label="${texts.conversations.title}">
        ${conversationsHead(state, viewer)}
        <div id="conversations" tabindex="-1">${shown.map((each) => conversation(each, state, viewer))}</div>
        ${conversationsFoot(state, viewer)}
      </section>
      <div class="side">
        ${flow(state, viewer)}
        <details class="drawer" open>
          <summary>${texts.pages.demo.title} <span class="detail">${texts.pages.demo.hint}</span></summary>
          ${send(state, viewer)}
          ${crm(state, viewer)}
        </details>
      </div>
    </div>
  </main>`,
    viewer,
    { live: true },
  )
}
