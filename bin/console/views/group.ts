import { html } from 'hono/html'
import type { ParkedGroup } from '../../operations/contacts/group-parked.ts'
import type { Viewer } from '../page-state.ts'
import { nameOf } from './contact-list.ts'
import { document } from './document.ts'
import { action, dateTime, type Html, outside } from './parts.ts'
import { reasonOf } from './reason.ts'

/** All that is parked for one destination and one reason, the newest of it one by one. */
export function groupPage(group: ParkedGroup, until: string, viewer: Viewer): Html {
  const { texts } = viewer
  const { destination, code, reason, count, newest } = group
  const words = texts.pages.attention
  const title = destination === 'route' ? words.atRoute(count) : words.group(count, destination)
  const fields = { destination, code, reason, until }
  return document(
    `${texts.pages.group.title} · Netzdialog`,
    html`<main id="main" class="page" tabindex="-1">
    <h1>${title}</h1>
    <p class="under">${reasonOf(reason, viewer)} <code>${outside(code)}</code></p>
    ${
      viewer.readOnly
        ? html`<p class="hint">${texts.pages.place.readOnlyHint}</p>`
        : html`<div class="buttons">
      ${action('/page/parked/retry', words.all(count), { fields, about: destination, kind: 'good', ...(count > 1 && { confirm: texts.pages.confirm.retry(count) }) })}
      ${action('/page/parked/drop', words.dropAll(count), { fields, about: destination, kind: 'bad', confirm: texts.pages.confirm.drop(count) })}
    </div>`
    }
    <p class="hint">${texts.pages.group.shown(newest.length, count)}</p>
    <ol class="contacts">${newest.map(
      ({ row, told }) => html`<li class="contact">
      <p class="when">${dateTime(row.lastAt, viewer)}</p>
      <p class="whom"><a href="/events/${encodeURIComponent(row.eventId)}"><strong>${outside(nameOf(told ? { told } : {}, viewer))}</strong></a></p>
      <p class="snippet" dir="auto">${told?.subject ?? told?.words ?? ''}</p>
      <p class="stands"><span class="detail">${texts.delivery.attempts(row.attempts)}</span></p>
    </li>`,
    )}</ol>
  </main>`,
    viewer,
  )
}
