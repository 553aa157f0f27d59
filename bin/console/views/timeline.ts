import { html } from 'hono/html'
import type { TimelineStep } from '../../operations/contacts/timeline.ts'
import type { Viewer } from '../page-state.ts'
import { dateTime, duration, type Html, outside } from './parts.ts'
import { reasonOf } from './reason.ts'

/** What happened to an event, with times and durations. */
export function timeline(steps: readonly TimelineStep[], viewer: Viewer): Html {
  const { timeline: title } = viewer.texts.pages.event
  return html`<section class="panel" aria-labelledby="timeline-title">
    <h2 id="timeline-title">${title}</h2>
    <ol class="timeline">${steps.map((step) => line(step, viewer))}</ol>
  </section>`
}

/** Of a function of one's own it says anything. */
function workReason(reason: string, { texts }: Viewer): Html {
  const known = Object.hasOwn(texts.workReasons, reason) ? texts.workReasons[reason] : undefined
  return known === undefined
    ? html`<p class="detail" lang="en">${outside(reason)}</p>`
    : html`<p class="detail">${known}</p>`
}

const web = /^https?:\/\//i

function line(step: TimelineStep, viewer: Viewer): Html {
  const { texts } = viewer
  const words = texts.pages.event
  const { at, what, destination, outcome, reason, code, ms, afterMs, ticket, url, destinations, effect } =
    step
  const known =
    effect === undefined ? undefined : Object.entries(texts.effects).find(([name]) => name === effect)
  return html`<li class="${what} ${outcome ?? ''}">
    <p><strong>${words.steps[what]}</strong>${destination === undefined ? '' : html` <b>${outside(destination)}</b>`}${
      destinations === undefined
        ? ''
        : html` ${destinations.length === 0 ? words.toNobody : html`${words.to} ${outside(destinations.join(', '))}`}`
    }${known ? html` · ${known[1]}` : ''}${
      ticket === undefined
        ? ''
        : html` · ${url !== undefined && web.test(url) ? html`<a href="${url}" rel="noreferrer">${outside(ticket)}</a>` : outside(ticket)}`
    }</p>
    <p class="detail">${dateTime(at, viewer)}${
      afterMs !== undefined && afterMs > 0 ? html` · ${words.after(duration(afterMs, viewer))}` : ''
    }${ms === undefined ? '' : html` · ${words.took(ms.toLocaleString(texts.locale))}`}${
      outcome === 'waiting' ? html` · ${words.willTry}` : ''
    }</p>
    ${reason === undefined || what === 'routed' ? '' : html`<p>${reasonOf(reason, viewer, code)}${code === undefined ? '' : html` <code>${outside(code)}</code>`}</p>`}
    ${reason !== undefined && what === 'routed' ? workReason(reason, viewer) : ''}
  </li>`
}
