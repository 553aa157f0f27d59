import { html } from 'hono/html'
import { compact } from '../../../functions/core/compact.ts'
import type { ParkedGroup } from '../../operations/contacts/group-parked.ts'
import type { Viewer } from '../page-state.ts'
import { snippet, whom } from './contact-list.ts'
import { document } from './document.ts'
import { action, dateTime, type Html, outside } from './parts.ts'
import { reasonOf } from './reason.ts'

/** All that is parked for one destination and one reason, a page of it one by one. @param page how many are before it */
export function groupPage(
  group: ParkedGroup,
  { before, maxGroup }: { readonly before: number; readonly maxGroup: number },
  viewer: Viewer,
): Html {
  const { texts } = viewer
  const { destination, code, reason, count, newest, lastAt: until } = group
  const end = before + newest.length
  const at = (after: number) =>
    `/parked?${new URLSearchParams({ destination, code, reason, ...(after > 0 && { after: String(after) }) })}`
  const words = texts.pages.attention
  const title = destination === 'route' ? words.atRoute(count) : words.group(count, destination)
  const fields = { destination, code, reason, until }
  return document(
    `${texts.pages.group.title} · Netzdialog`,
    html`<main id="main" class="page" tabindex="-1">
    <h1>${title}</h1>
    <p class="under">${reasonOf(reason, viewer, code)} <code>${outside(code)}</code></p>
    ${
      viewer.readOnly
        ? html`<p class="hint">${texts.pages.place.readOnlyHint}</p>`
        : html`<div class="buttons">
      ${action('/page/parked/retry', words.all(count), { fields, about: destination, kind: 'good', ...(count > 1 && { confirm: texts.pages.confirm.retry(count) }) })}
      ${action('/page/parked/drop', words.dropAll(count), { fields, about: destination, kind: 'bad', confirm: texts.pages.confirm.drop(count) })}
    </div>`
    }
    <p class="hint">${texts.pages.group.shown(before + 1, end, count)}</p>
    <ol class="contacts">${newest.map(
      ({ row, told }) => html`<li class="contact">
      <p class="when">${dateTime(row.lastAt, viewer)}</p>
      ${whom({ id: row.eventId, ...compact({ told, platform: row.platform, kind: row.kind }) }, viewer)}
      <p class="snippet" dir="auto">${told ? snippet(told) : ''}</p>
      <p class="stands"><span class="detail">${texts.delivery.attempts(row.attempts)}</span></p>
    </li>`,
    )}</ol>
    <p class="pager">${before > 0 ? html`<a class="button" rel="prev" href="${at(Math.max(0, before - maxGroup))}">${texts.pages.group.newer}</a> ` : ''}${
      end < count ? html`<a class="button" rel="next" href="${at(end)}">${texts.pages.group.older}</a>` : ''
    }</p>
  </main>`,
    viewer,
  )
}
