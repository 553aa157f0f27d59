import { html } from 'hono/html'
import { presentEvent } from '../../../functions/presentation/present-event.ts'
import type { ContactEvent, RoutedEvent } from '../../../schemas/contact-event.ts'
import type { RawPayload } from '../../local/raw-payloads.ts'
import type { Changed } from '../../operations/contacts/changed-since.ts'
import type { Contact } from '../../operations/contacts/read-contact.ts'
import type { ContactDelivery } from '../../operations/contacts/timeline.ts'
import type { Viewer } from '../page-state.ts'
import type { Sent } from '../sent-to.ts'
import type { StoppedDestination } from '../stopped-destinations.ts'
import { stoppedLines } from './attention.ts'
import { nameOf } from './contact-list.ts'
import { document } from './document.ts'
import { action, asChanged, dateTime, type Html, outside, timeOf } from './parts.ts'
import { reasonOf } from './reason.ts'
import { indented, sentPanel } from './sent.ts'
import { timeline } from './timeline.ts'

/** Why an event went where it did. */
export interface Why {
  /** As route wrote it down; `undefined` where an older release did not. */
  readonly by: readonly string[] | undefined
  /** Numbers of the rules that apply to it today, from 1. */
  readonly today: readonly number[]
}

interface Known {
  readonly raw?: readonly RawPayload[] | undefined
  readonly sent?: readonly Sent[]
  readonly stopped?: ReadonlyMap<string, StoppedDestination>
  readonly responses?: ReadonlyMap<string, string>
}

/**
 * All that is known of one event.
 *
 * @param known `raw`: what came when it was received, `undefined` where no payload is kept; `sent`: what went out;
 *   `stopped`: destinations that take nothing now; `responses`: what destinations said to what is parked
 */
export function eventPage(
  contact: Contact,
  why: Why,
  viewer: Viewer,
  { raw, sent = [], stopped = new Map(), responses }: Known = {},
): Html {
  const { texts } = viewer
  const words = texts.pages.event
  const { id, event, deliveries, conversationId, state } = contact
  const shown = event && present(event, viewer)
  const person = event && personOf(event)
  return document(
    `${nameOf(contact, viewer)} · Netzdialog`,
    html`<main id="main" class="page" tabindex="-1">
    <h1>${shown?.headline ?? nameOf(contact, viewer)}</h1>
    <p class="under"><span class="state ${state}">${texts.pages.states[state]}</span> <code>${outside(id)}</code>${
      conversationId === undefined
        ? ''
        : html` <a href="/conversations/${encodeURIComponent(conversationId)}?seen=${encodeURIComponent(contact.receivedAt)}">${words.conversation}</a>`
    }</p>
    <div class="two">
      <div>
        <section class="panel" aria-labelledby="words-title">
          <h2 id="words-title">${words.words}</h2>
          ${shown ? reading(shown, contact.told?.changed, viewer) : html`<p class="hint">${words.notTold}</p>`}
        </section>
        <section class="panel" aria-labelledby="deliveries-title">
          <h2 id="deliveries-title">${words.deliveries}</h2>
          ${deliveries.length === 0 ? html`<p class="hint">${words.nowhere}</p>` : html`<ul class="items">${deliveries.map((each) => delivery(each, { id, stopped: stopped.get(each.destination), response: responses?.get(each.destination) }, viewer))}</ul>`}
          ${reasons(why, viewer)}
          ${
            person && !viewer.readOnly
              ? html`<div class="buttons">${action(`/page/events/${encodeURIComponent(id)}/erase`, words.erase, { kind: 'bad', asksAlways: true })}</div>`
              : ''
          }
          ${viewer.readOnly ? html`<p class="hint">${texts.pages.place.readOnlyHint}</p>` : ''}
        </section>
      </div>
      ${timeline(contact.timeline, viewer)}
    </div>
    ${event ? canonical(event, viewer) : ''}
    ${sent.map((each) => sentPanel(each, viewer))}
    ${raw && raw.length > 0 ? raw.map((each) => rawPayload(each, viewer)) : html`<p class="hint">${viewer.stack === undefined ? words.rawGone : words.rawHint}</p>`}
  </main>`,
    viewer,
  )
}

function reasons({ by, today }: Why, { texts }: Viewer): Html | '' {
  const words = texts.pages.event
  if (by === undefined)
    return today.length > 0
      ? html`<p class="detail">${today.map((rule) => words.byRule(rule)).join(', ')}</p>`
      : ''
  const rules = by.filter((each) => each !== 'own' && each !== 'sent')
  const told = [
    ...(rules.length > 0 ? [words.routedBy(rules)] : []),
    ...(by.includes('own') ? [words.routedByOwn] : []),
    ...(by.includes('sent') ? [words.routedAsSent] : []),
  ]
  return html`<p class="detail">${outside(told.join(' ') || words.routedByNone)}</p>`
}

function present(event: ContactEvent, { language }: Viewer) {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  return isRouted(event) ? presentEvent(event, { language, timeZone }) : undefined
}

function isRouted(event: ContactEvent): event is RoutedEvent {
  return event.work !== undefined
}

/** Whom an erasure would be about. */
export function personOf({ actor, author }: ContactEvent) {
  const person = [actor, author].find((each) => each?.role === 'customer' && each.id !== undefined)
  return person?.id === undefined ? undefined : { ...person, id: person.id }
}

const web = /^https?:\/\//i

/** As people in the contact centre read it. */
function reading(
  { notices, facts, text, quoted, signature }: NonNullable<ReturnType<typeof present>>,
  changed: Changed | undefined,
  viewer: Viewer,
): Html {
  const { texts } = viewer
  const words = texts.pages.event
  const more = (title: string, said: string | undefined) =>
    said === undefined
      ? ''
      : html`<details><summary>${title}</summary><p class="whole" dir="auto">${said}</p></details>`
  return html`${notices.map((notice) => html`<p class="notice-line">${outside(notice)}</p>`)}
    ${changed === 'deleted' ? html`<p class="notice-line">${words.deletedSince}</p>` : ''}
    ${text === '' ? html`<p class="hint">${texts.pages.attention.noWords}</p>` : html`<p class="whole" dir="auto">${asChanged(text, changed)}</p>`}
    ${more(words.quoted, quoted)}${more(words.signature, signature)}
    <dl class="fields">${facts.map(({ label, value }) => html`<dt>${label}</dt><dd>${web.test(value) ? html`<a href="${value}" rel="noreferrer">${outside(value)}</a>` : outside(value)}</dd>`)}</dl>`
}

function delivery(
  each: ContactDelivery,
  {
    id,
    stopped,
    response,
  }: {
    readonly id: string
    readonly stopped: StoppedDestination | undefined
    readonly response: string | undefined
  },
  viewer: Viewer,
): Html {
  const { texts } = viewer
  const { destination, state, attempts, reason, ticket, url, endedAt, keptUntil } = each
  const name = ticket ?? texts.pages.event.ticket
  const link =
    url !== undefined && web.test(url)
      ? html` <a href="${url}" rel="noreferrer">${outside(name)}</a>`
      : ticket === undefined
        ? ''
        : html` <span class="detail">${texts.pages.event.ticket} ${outside(ticket)}</span>`
  return html`<li>
    <p><b>${outside(destination)}</b> <span class="state ${state}">${texts.pages.states[state]}</span>${link} <span class="detail">${
      attempts > 0 ? texts.delivery.attempts(attempts) : ''
    }${endedAt === undefined ? '' : html` · ${dateTime(endedAt, viewer)}`}</span></p>
    ${stopped ? html`<div class="notice-line">${stoppedLines(destination, stopped, viewer)}</div>` : ''}
    ${reason === undefined ? '' : html`<p>${reasonOf(reason, viewer, each.code)}</p>`}
    ${response === undefined ? '' : html`<p>${texts.pages.event.said} <q dir="auto">${outside(response)}</q></p>`}
    ${keptUntil === undefined ? '' : html`<p class="hint">${texts.pages.event.keptUntil(timeOf(keptUntil, viewer))}</p>`}
    ${viewer.readOnly ? '' : deliveryButtons(each, id, viewer)}
  </li>`
}

/** What is parked goes again as it is; what has got through, only when somebody says so twice. */
function deliveryButtons(
  { destination, state, parked }: ContactDelivery,
  id: string,
  { texts }: Viewer,
): Html | '' {
  const again = texts.pages.event.again
  const path = `/page/parked/${encodeURIComponent(destination)}/${encodeURIComponent(id)}`
  if (parked)
    return html`<div class="buttons">
      ${action(`${path}/retry`, again, { about: destination, kind: 'good' })}
      ${action(`${path}/drop`, texts.buttons.drop, { about: destination, confirm: texts.buttons.confirm, kind: 'bad' })}
    </div>`
  if (state === 'on_the_way' || destination === 'route') return ''
  return html`<div class="buttons">${action(`/page/events/${encodeURIComponent(id)}/replay`, again, {
    fields: { destination },
    about: destination,
    confirm: texts.pages.confirm.replay(destination),
  })}</div>`
}

function canonical(event: ContactEvent, { texts }: Viewer): Html {
  const words = texts.pages.event
  return html`<details class="panel canonical"><summary><h2>${words.canonical}</h2></summary>
    <p class="hint">${words.canonicalHint}</p>
    <button type="button" data-copy="canonical" data-copied="${words.copied}" hidden>${words.copy}</button>
    <pre id="canonical" tabindex="0" role="region" aria-label="${words.canonical}" dir="ltr">${JSON.stringify(event, null, 2)}</pre>
  </details>`
}

/** Characters; a mail may have megabytes. */
const maxRaw = 100_000

function rawPayload({ platform, contentType, body }: RawPayload, { texts }: Viewer): Html {
  const words = texts.pages.event
  const text = Buffer.from(body.subarray(0, 4 * maxRaw)).toString('utf8')
  return html`<details class="panel canonical"><summary><h2>${words.raw}</h2></summary>
    <p class="hint">${words.rawLocal} <code>${outside(platform)}</code> ${outside(contentType)}</p>
    ${text.length > maxRaw || body.length > 4 * maxRaw ? html`<p class="hint">${texts.look.cut}</p>` : ''}
    <pre tabindex="0" role="region" aria-label="${words.raw}" dir="auto">${indented(text).slice(0, maxRaw)}</pre>
  </details>`
}
