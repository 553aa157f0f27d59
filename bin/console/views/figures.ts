import { html } from 'hono/html'
import type { Figures } from '../../operations/contacts/read-figures.ts'
import type { OperationsPorts } from '../../operations/ports.ts'
import type { Viewer } from '../page-state.ts'
import { nameOfPlatform } from '../platform-labels.ts'
import { barChart } from './bar-chart.ts'
import { document } from './document.ts'
import { type Html, outside, timeOf } from './parts.ts'
import { rowChart } from './row-chart.ts'

/** What came and went over a day or a week, as charts, with the table behind each. */
export function figuresPage(
  figures: Figures,
  when: 'day' | 'week',
  { deployment }: Pick<OperationsPorts, 'deployment'>,
  viewer: Viewer,
): Html {
  const { texts } = viewer
  const words = texts.pages.figures
  const { counted, isPart } = figures
  return document(
    `${texts.pages.title.figures} · Netzdialog`,
    html`<main id="main" class="page" tabindex="-1">
    <h1>${texts.pages.title.figures}</h1>
    <div class="chips"><ul>${(['day', 'week'] as const).map(
      (each) =>
        html`<li><a class="chip" href="/figures?when=${each}" ${each === when ? html`aria-current="true"` : ''}>${words.windows[each]}</a></li>`,
    )}</ul></div>
    ${isPart ? html`<p class="hint">${words.part(counted)}</p>` : ''}
    ${counted === 0 ? html`<div class="empty"><p>${words.none}</p></div>` : html`${perHour(figures, deployment, viewer)}${latency(figures, viewer)}${trouble(figures, viewer)}`}
  </main>`,
    viewer,
  )
}

function perHour(
  { hours, platforms }: Figures,
  deployment: OperationsPorts['deployment'],
  viewer: Viewer,
): Html {
  const { texts } = viewer
  const words = texts.pages.figures
  const names = platforms.map((platform) => nameOfPlatform(platform, deployment, texts.mail))
  const number = (value: number) => value.toLocaleString(texts.locale)
  return figure(
    'per-hour',
    words.perHour,
    html`${barChart({
      title: words.perHour,
      bars: hours.map(({ at, contacts }, index) => ({
        label: timeOf(at, viewer),
        ...(index % Math.ceil(hours.length / 8) === 0 && { name: shortTime(at, viewer) }),
        parts: platforms.map((platform) => contacts[platform] ?? 0),
      })),
      format: number,
    })}
    <ul class="legend">${names.map((name, index) => html`<li class="series-${index % 6}">${outside(name)}</li>`)}</ul>`,
    table(
      [words.hour, ...names],
      hours
        .filter(({ contacts }) => Object.keys(contacts).length > 0)
        .map(({ at, contacts }) => [
          timeOf(at, viewer),
          ...platforms.map((each) => number(contacts[each] ?? 0)),
        ]),
    ),
    words.table,
  )
}

/** `Sun 18:00` */
function shortTime(at: string, { texts }: Viewer): string {
  return new Date(at).toLocaleString(texts.locale, { weekday: 'short', hour: '2-digit', minute: '2-digit' })
}

function latency({ destinations }: Figures, { texts }: Viewer): Html {
  const words = texts.pages.figures
  const seconds = (ms: number | undefined) =>
    ms === undefined ? '' : `${(ms / 1000).toLocaleString(texts.locale, { maximumFractionDigits: 1 })} s`
  const all = Object.entries(destinations)
  return figure(
    'latency',
    words.latency,
    html`<p class="hint">${words.latencyHint}</p>${rowChart(
      words.latency,
      all.flatMap(([name, { p50Ms, p99Ms }]) =>
        p50Ms === undefined || p99Ms === undefined
          ? []
          : [
              { label: `${name}: ${words.p50}`, name, value: p50Ms, series: 0 },
              { label: `${name}: ${words.p99}`, name: '', value: p99Ms, series: 1 },
            ],
      ),
      seconds,
    )}<ul class="legend"><li class="series-0">${words.p50}</li><li class="series-1">${words.p99}</li></ul>`,
    table(
      [words.destination, words.deliveries, words.p50, words.p99],
      all.map(([name, { delivered, p50Ms, p99Ms }]) => [
        name,
        delivered.toLocaleString(texts.locale),
        seconds(p50Ms),
        seconds(p99Ms),
      ]),
    ),
    words.table,
  )
}

function trouble({ destinations }: Figures, { texts }: Viewer): Html {
  const words = texts.pages.figures
  const number = (value: number) => value.toLocaleString(texts.locale)
  const all = Object.entries(destinations)
  return figure(
    'trouble',
    words.trouble,
    html`${rowChart(
      words.trouble,
      all.flatMap(([name, { retries, refused }]) => [
        { label: `${name}: ${words.retries}`, name, value: retries, series: 0 },
        { label: `${name}: ${words.refused}`, name: '', value: refused, series: 1 },
      ]),
      number,
    )}<ul class="legend"><li class="series-0">${words.retries}</li><li class="series-1">${words.refused}</li></ul>`,
    table(
      [words.destination, words.retries, words.refused],
      all.map(([name, { retries, refused }]) => [name, number(retries), number(refused)]),
    ),
    words.table,
  )
}

function figure(id: string, title: string, chart: Html, behind: Html, label: string): Html {
  return html`<section class="panel" aria-labelledby="${id}-title">
    <h2 id="${id}-title">${title}</h2>
    <div class="wide" tabindex="0" role="group" aria-labelledby="${id}-title">${chart}</div>
    <details><summary>${label}<span class="unseen">: ${title}</span></summary><div class="wide" tabindex="0" role="region" aria-labelledby="${id}-title">${behind}</div></details>
  </section>`
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): Html {
  return html`<table><thead><tr>${heads.map((head) => html`<th scope="col">${outside(head)}</th>`)}</tr></thead><tbody>${rows.map(
    ([first = '', ...rest]) =>
      html`<tr><th scope="row">${outside(first)}</th>${rest.map((cell) => html`<td>${cell}</td>`)}</tr>`,
  )}</tbody></table>`
}
