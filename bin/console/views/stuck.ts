import { html } from 'hono/html'
import type { PageState, Viewer } from '../page-state.ts'
import { action, clock, type Html, outside } from './parts.ts'
import { reasonOf } from './reason.ts'

/** What was parked, with reason and remedy. */
export function parked({ overview }: PageState, viewer: Viewer): Html {
  const { texts } = viewer
  const { items = [], total = 0 } = overview?.parked ?? {}
  if (total === 0) return calm('parked', texts.parked.title, texts.parked.empty)
  const rows = items.map((item) => {
    const { destination, eventId, conversationId, kind, code, reason, attempts, lastAt } = item
    const path = `/page/parked/${encodeURIComponent(destination)}/${encodeURIComponent(eventId)}`
    const about = `${destination} ${eventId}`
    return html`<li id="p-${destination}-${eventId}">
      <p><b>${outside(destination)}</b> ${reasonOf(reason, viewer)} <code>${code}</code></p>
      <p class="detail">${outside(kind ?? eventId)} · ${outside(conversationId ?? eventId)} · ${texts.delivery.attempts(attempts)} · ${clock(lastAt, viewer)}</p>
      ${buttons(path, about, viewer)}
    </li>`
  })
  return list(
    'parked',
    texts.parked.title,
    total,
    rows,
    total > items.length ? texts.parked.more(total - items.length) : '',
  )
}

/** What was genuine and not understood. */
export function quarantine({ overview }: PageState, viewer: Viewer): Html {
  const { texts } = viewer
  const { items = [], total = 0 } = overview?.quarantine ?? {}
  if (total === 0) return calm('quarantine', texts.quarantine.title, texts.quarantine.empty)
  const rows = items.map(({ key, platform, receivedAt, size, parts }) => {
    const path = `/page/quarantine/${key.split('/').slice(1).map(encodeURIComponent).join('/')}`
    return html`<li id="q-${key.replaceAll('/', '-')}">
      <p><b>${outside(platform)}</b> ${texts.quarantine.parts(parts.length)}</p>
      <ul class="reasons">${parts.slice(0, 3).map(({ what, why }) => html`<li class="reason">${outside(what)}: ${outside(why)}</li>`)}</ul>
      <p class="detail">${texts.quarantine.bytes(size)} · ${clock(receivedAt, viewer)}</p>
      ${buttons(path, `${platform} ${receivedAt}`, viewer)}
    </li>`
  })
  return list(
    'quarantine',
    texts.quarantine.title,
    total,
    rows,
    total > items.length ? texts.quarantine.more(total - items.length) : '',
  )
}

function calm(id: string, title: string, sentence: string): Html {
  return html`<section id="${id}" class="panel calm" aria-labelledby="${id}-title">
    <h2 id="${id}-title" tabindex="-1">${title}</h2>
    <p class="hint">${sentence}</p>
  </section>`
}

function list(id: string, title: string, total: number, rows: Html[], more: string): Html {
  return html`<section id="${id}" class="panel stuck" aria-labelledby="${id}-title">
    <h2 id="${id}-title" tabindex="-1">${title} <span class="count">${total}</span></h2>
    <ul class="items">${rows}</ul>
    ${more === '' ? '' : html`<p class="detail">${more}</p>`}
  </section>`
}

function buttons(path: string, about: string, { texts }: Viewer): Html {
  return html`<div class="buttons">
    <a class="button" href="${path}">${texts.buttons.look}<span class="unseen"> ${outside(about)}</span></a>
    ${action(`${path}/retry`, texts.buttons.retry, { about, kind: 'good' })}
    ${action(`${path}/drop`, texts.buttons.drop, { about, confirm: texts.buttons.confirm, kind: 'bad' })}
  </div>`
}
