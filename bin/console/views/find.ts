import { html } from 'hono/html'
import { eventPlatforms } from '../../../schemas/event-platforms.ts'
import { contactStates } from '../../operations/contacts/contact-state.ts'
import type { ContactPage } from '../../operations/contacts/list-contacts.ts'
import { mailGateways } from '../../operations/mail-gateways.ts'
import type { OperationsPorts } from '../../operations/ports.ts'
import type { Viewer } from '../page-state.ts'
import { nameOfPlatform } from '../platform-labels.ts'
import { type Query, queryString, windows } from '../read-query.ts'
import { contactList } from './contact-list.ts'
import { document } from './document.ts'
import { type Html, outside, timeOf } from './parts.ts'

/** Contacts of one page. */
export const pageSize = 50

/** What is looked for, and what was found. */
export function findPage(
  query: Query,
  { items, next, looked, searchedTo }: ContactPage,
  { deployment }: Pick<OperationsPorts, 'deployment'>,
  viewer: Viewer,
): Html {
  const { texts } = viewer
  const words = texts.pages.find
  const chip = (change: Parameters<typeof queryString>[1], label: string, isOn: boolean) =>
    html`<li><a class="chip" href="/events?${queryString(query, change)}" ${isOn ? html`aria-current="true"` : ''}>${label}</a></li>`
  const chips = (title: string, list: readonly Html[]) =>
    html`<div class="chips"><h2 class="chip-title">${title}</h2><ul>${list}</ul></div>`
  // Mail comes by gateways, which no event is called after.
  const platforms = eventPlatforms(deployment).filter((platform) => !mailGateways.includes(platform))
  const title = texts.pages.title.find
  const total = items.length + Number(query.had ?? 0)
  // What was found so far is less than a page: the browser asks on.
  const goesOn =
    next !== undefined && query.text !== undefined && total < pageSize
      ? html`data-go-on="/events?${queryString(query, { before: next, had: String(total) })}"`
      : ''
  return document(
    `${title} · Netzdialog`,
    html`<main id="main" class="page" tabindex="-1">
    <h1>${title}</h1>
    <div class="filters">
      ${chips(
        words.when,
        windows.map((when) => chip({ when }, words.windows[when], query.when === when)),
      )}
      ${chips(words.state, [
        chip({ state: undefined }, words.any, query.state === undefined),
        ...contactStates.map((state) => chip({ state }, texts.pages.states[state], query.state === state)),
      ])}
      ${chips(words.platform, [
        chip({ platform: undefined }, words.any, query.platform === undefined),
        ...platforms.map((platform) =>
          chip({ platform }, nameOfPlatform(platform, deployment, texts.mail), query.platform === platform),
        ),
      ])}
      ${chips(words.destination, [
        chip({ destination: undefined }, words.any, query.destination === undefined),
        ...deployment.destinations.map(({ name }) =>
          chip({ destination: name }, name, query.destination === name),
        ),
      ])}
    </div>
    ${
      query.conversation === undefined
        ? ''
        : html`<p class="hint">${words.conversation} ${outside(query.conversation)} <a href="/events?${queryString(query, { conversation: undefined })}">${words.clear}</a></p>`
    }
    <div id="found">
    <p class="hint" role="status">${total > 0 ? `${words.results(total)}.` : ''} ${
      searchedTo === undefined ? '' : words.searched(timeOf(searchedTo, viewer), looked)
    }</p>
    ${
      items.length > 0
        ? contactList(items, viewer)
        : html`<div class="empty"><p>${words.none}</p><p class="hint">${words.noneHint}</p></div>`
    }
    ${next === undefined ? '' : html`<p><a class="button" rel="next" href="/events?${queryString(query, { before: next })}" ${goesOn}>${words.more}</a></p>`}
    </div>
  </main>`,
    viewer,
    { search: query.text },
  )
}
