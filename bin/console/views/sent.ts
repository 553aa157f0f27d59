import { html } from 'hono/html'
import type { SentRequest } from '../../local/sent-requests.ts'
import type { Viewer } from '../page-state.ts'
import type { Sent } from '../sent-to.ts'
import { dateTime, type Html, outside } from './parts.ts'

/** Characters; a mail may have megabytes. */
const maxShown = 100_000

/** What a destination was sent: as it was, made again, or why there is nothing. */
export function sentPanel({ destination, requests, rebuilt }: Sent, viewer: Viewer): Html {
  const { texts, stack } = viewer
  const words = texts.pages.sent
  const title = words.title(destination)
  const hint =
    requests.length > 0
      ? words.local
      : rebuilt
        ? words.rebuilt
        : stack === undefined
          ? words.gone
          : words.notKept
  return html`<details class="panel canonical"><summary><h2>${title}</h2></summary>
    <p class="hint">${hint}</p>
    ${requests.map((each, index) => sentRequest(each, `${title} ${index + 1}`, viewer))}
    ${
      rebuilt
        ? html`<p class="detail"><code>${outside(rebuilt.contentType)}</code></p>${body(rebuilt.text, title, rebuilt.text.length > maxShown, viewer)}`
        : ''
    }
  </details>`
}

function sentRequest(request: SentRequest, label: string, viewer: Viewer): Html {
  const { texts } = viewer
  const words = texts.pages.sent
  const { method, url, status, code, at, ms, attempt, headers, body: text, bytes, isCut } = request
  const isGood = status !== undefined && status >= 200 && status < 300
  const came =
    status === undefined ? texts.delivery.unanswered(code ?? '') : texts.delivery.answered(`${status}`)
  return html`<section class="request">
    <h3><code>${outside(`${method} ${url}`)}</code></h3>
    <p><span class="state ${isGood ? 'delivered' : 'parked'}">${outside(came)}</span> <span class="detail">${dateTime(at, viewer)} · ${words.attempt(attempt)} · ${texts.pages.event.took(ms.toLocaleString(texts.locale))}</span></p>
    <dl class="fields">${Object.entries(headers).map(([name, value]) => html`<dt>${outside(name)}</dt><dd>${outside(value)}</dd>`)}</dl>
    ${text === undefined ? (bytes > 0 ? html`<p class="hint">${words.file(bytes)}</p>` : '') : body(text, label, isCut, viewer)}
  </section>`
}

function body(text: string, label: string, isCut: boolean, { texts }: Viewer): Html {
  return html`${isCut ? html`<p class="hint">${texts.look.cut}</p>` : ''}
    <pre tabindex="0" role="region" aria-label="${label}" dir="auto">${indented(text).slice(0, maxShown)}</pre>`
}

/** JSON is easier to read in lines; anything else stays as it came. */
export function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
