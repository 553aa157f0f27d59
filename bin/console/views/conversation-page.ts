import { html } from 'hono/html'
import type { Changed } from '../../operations/contacts/changed-since.ts'
import type { ContactSummary } from '../../operations/contacts/contact-summary.ts'
import type { ContactPage } from '../../operations/contacts/list-contacts.ts'
import type { Viewer } from '../page-state.ts'
import { nameOf } from './contact-list.ts'
import { document } from './document.ts'
import { asChanged, changedMark, dateTime, type Html, mark, outside, timeOf } from './parts.ts'

const web = /^https?:\/\//i

export interface ConversationFound extends Pick<ContactPage, 'items' | 'next' | 'searchedTo'> {
  /** What came later has not been looked through. */
  readonly hasLater: boolean
}

/** A conversation as people had it, beside what the destinations made of it. @param found newest first, with their events */
export function conversationPage(id: string, found: ConversationFound, viewer: Viewer): Html {
  const { items, next, searchedTo, hasLater } = found
  const { texts } = viewer
  const words = texts.pages.conversation
  const thread = items.toReversed()
  const address = `/conversations/${encodeURIComponent(id)}`
  const subject = thread.find(({ told }) => told?.subject !== undefined)?.told?.subject
  return document(
    `${words.title} · Netzdialog`,
    html`<main id="main" class="page" tabindex="-1">
    <h1>${subject === undefined ? words.title : outside(subject)}</h1>
    <p class="under"><code>${outside(id)}</code></p>
    ${
      thread.length === 0
        ? html`<div class="empty"><p>${next === undefined && !hasLater ? words.notKept : words.notHere}</p></div>`
        : html`<div class="two">
      <section class="panel" aria-labelledby="thread-title">
        <h2 id="thread-title">${words.thread}</h2>
        <ol class="thread">${thread.map((each, index) => said(each, changedLater(each, thread.slice(index + 1)), viewer))}</ol>
      </section>
      <div>
        ${people(thread, viewer)}
        ${tickets(thread, viewer)}
      </div>
    </div>`
    }
    ${searchedTo === undefined ? '' : html`<p class="hint">${words.searched(timeOf(searchedTo, viewer))}</p>`}
    <p class="pager">${next === undefined ? '' : html`<a class="button" rel="next" href="${address}?before=${encodeURIComponent(next)}">${words.further}</a> `}${
      hasLater ? html`<a class="button" href="${address}?late">${words.later}</a>` : ''
    }</p>
  </main>`,
    viewer,
  )
}

/** What those behind it have made of its message; the ledger alone knows of what lies outside this page. */
function changedLater(
  { event, told }: ContactSummary,
  behind: readonly ContactSummary[],
): Changed | undefined {
  const { id } = event?.message ?? {}
  if (id === undefined || event?.kind === 'message.deleted') return undefined
  const kinds = behind.filter(({ event: later }) => later?.message?.id === id).map(({ kind }) => kind)
  if (told?.changed === 'deleted' || kinds.includes('message.deleted')) return 'deleted'
  return kinds.includes('message.edited') ? 'edited' : told?.changed
}

function said(item: ContactSummary, changed: Changed | undefined, viewer: Viewer): Html {
  const { texts } = viewer
  const { id, told, event, receivedAt, state } = item
  const isPrivate = told?.visibility === 'private'
  const words = event?.message?.text ?? told?.words
  const kind = Object.entries(texts.kinds).find(([name]) => name === item.kind)?.[1] ?? ''
  return html`<li class="${told?.direction ?? ''}${isPrivate ? ' private' : ''}">
    <p class="who"><strong>${outside(nameOf(item, viewer))}</strong>${
      told?.role === 'company' ? html` <span class="role">${texts.roles.company}</span>` : ''
    } ${kind === '' ? '' : html`<span class="did">${kind}</span> `}<a href="/events/${encodeURIComponent(id)}">${dateTime(told?.occurredAt ?? receivedAt, viewer)}</a></p>
    ${words === undefined ? '' : html`<p class="whole" dir="auto">${asChanged(words, changed)}</p>`}
    <p class="marks">${changedMark(changed, viewer)}${mark(isPrivate ? 'private' : '', isPrivate ? texts.pages.conversation.private : texts.pages.conversation.public)}${
      told?.direction === 'community' ? mark('community', texts.marks.community) : ''
    }${told?.effect === undefined ? '' : mark(`effect ${told.effect}`, texts.effects[told.effect])}<span class="state ${state}">${texts.pages.states[state]}</span></p>
  </li>`
}

function people(thread: readonly ContactSummary[], viewer: Viewer): Html {
  const { texts } = viewer
  const words = texts.pages.conversation
  const known = Map.groupBy(thread, (each) => `${each.told?.role ?? ''} ${nameOf(each, viewer)}`)
  return html`<section class="panel" aria-labelledby="people-title">
    <h2 id="people-title">${words.people}</h2>
    <ul class="people">${[...known.values()].map((theirs) => {
      const first = theirs[0]
      const role = Object.entries(texts.roles).find(([name]) => name === first?.told?.role)?.[1]
      return html`<li><strong>${first ? outside(nameOf(first, viewer)) : ''}</strong> <span class="detail">${role ?? ''} · ${words.says(theirs.length)}</span></li>`
    })}</ul>
  </section>`
}

function tickets(thread: readonly ContactSummary[], { texts }: Viewer): Html {
  const words = texts.pages.conversation
  const all = thread.flatMap(({ deliveries }) => deliveries).filter(({ ticket }) => ticket !== undefined)
  const each = [...new Map(all.map((one) => [`${one.destination} ${one.ticket}`, one])).values()]
  return html`<section class="panel" aria-labelledby="tickets-title">
    <h2 id="tickets-title">${words.tickets}</h2>
    ${
      each.length === 0
        ? html`<p class="hint">${words.noTickets}</p>`
        : html`<ul class="people">${each.map(
            ({ destination, ticket = '', url }) =>
              html`<li><b>${outside(destination)}</b> ${url !== undefined && web.test(url) ? html`<a href="${url}" rel="noreferrer">${texts.pages.event.ticket} ${outside(ticket)}</a>` : html`${texts.pages.event.ticket} ${outside(ticket)}`}</li>`,
          )}</ul>`
    }
  </section>`
}
