import { html } from 'hono/html'
import type { ContactPage } from '../../operations/contacts/list-contacts.ts'
import type { WindowNumbers } from '../../operations/contacts/read-numbers.ts'
import type { Probes } from '../ask-destinations.ts'
import type { Overview } from '../operations.ts'
import type { Viewer } from '../page-state.ts'
import { attention, countTroubles } from './attention.ts'
import { contactList } from './contact-list.ts'
import { document } from './document.ts'
import { byDestination, sums } from './numbers.ts'
import { type Html, timeOf } from './parts.ts'

/** How a deployed stack stands: first what needs somebody, then the numbers, then the newest contacts. */
export function overviewPage(
  overview: Overview,
  numbers: WindowNumbers,
  newest: ContactPage,
  { viewer, answerOf }: { readonly viewer: Viewer; readonly answerOf: Probes['answer'] },
  notice: string | undefined,
): Html {
  const { texts } = viewer
  const words = texts.pages
  const troubles = countTroubles(overview)
  const { accepted, on_the_way } = numbers.contacts
  const unrouted = numbers.waiting > 0 ? texts.headline.waiting(numbers.waiting) : undefined
  const isBusy = on_the_way > 0 || unrouted !== undefined
  const sentence =
    troubles > 0
      ? words.headline.needs(troubles)
      : on_the_way > 0
        ? texts.headline.busy(on_the_way)
        : (unrouted ?? (accepted === 0 ? words.headline.nothing : words.headline.calm))
  return document(
    `${words.title.overview} · Netzdialog`,
    html`<main id="main" class="page" tabindex="-1">
    <h1 class="unseen">${words.title.overview}</h1>
    <div class="state-of-things">
      <div id="headline" class="${troubles > 0 ? 'stopped' : isBusy ? 'busy' : 'calm'}"><p class="sentence">${sentence}</p><p class="more">${words.numbers.since(timeOf(numbers.from, viewer))}${
        numbers.isPart ? html`, ${words.numbers.part(accepted)}` : ''
      }${unrouted === undefined || unrouted === sentence ? '' : html`. ${unrouted}`}</p></div>
      ${sums(numbers.contacts, viewer)}
    </div>
    <p id="notice" role="status" aria-live="polite">${notice ?? ''}</p>
    ${attention({ overview, answerOf }, viewer)}
    <section class="panel" aria-labelledby="newest-title">
      <h2 id="newest-title">${words.find.newest} <a class="detail" href="/events">${words.find.all}</a></h2>
      ${newest.items.length > 0 ? contactList(newest.items, viewer) : html`<p class="hint">${words.headline.nothing}</p>`}
    </section>
    ${byDestination(numbers, viewer)}
  </main>`,
    viewer,
  )
}
