import { html } from 'hono/html'
import type { ProbeFinding } from '../../../functions/contracts/destination.ts'
import type { ProbeAnswer } from '../ask-destinations.ts'
import type { Viewer } from '../page-state.ts'
import { document } from './document.ts'
import { action, dateTime, type Html, outside } from './parts.ts'

/** What a destination answered when it was asked last, and the button that asks it. */
export function destinationPage(
  name: string,
  answer: ProbeAnswer | undefined,
  viewer: Viewer,
  notice?: string,
): Html {
  const words = viewer.texts.pages.attention
  return document(
    `${name} · Netzdialog`,
    html`<main id="main" class="page" tabindex="-1">
    <h1>${words.asked(name)}</h1>
    <p id="notice" role="status" aria-live="polite">${notice ?? ''}</p>
    ${answer ? probed(answer, viewer) : html`<p class="hint">${words.unasked}</p>`}
    <div class="buttons">${askNow(name, viewer)}<a class="button" href="/">${viewer.texts.buttons.back}</a></div>
  </main>`,
    viewer,
  )
}

/** Posts the probe's events to the destination: no page that is merely read does that. */
export function askNow(name: string, viewer: Viewer): Html {
  return action(`/destinations/${encodeURIComponent(name)}`, viewer.texts.pages.attention.ask, {
    about: name,
  })
}

/** What it answered, and when. */
export function probed({ at, findings }: ProbeAnswer, viewer: Viewer): Html {
  const words = viewer.texts.pages.attention
  const said =
    findings === undefined
      ? html`<p class="hint">${words.unprobed}</p>`
      : typeof findings === 'string'
        ? html`<p class="reason" lang="en">${outside(findings)}</p>`
        : html`<ul class="findings">${findings.map((finding) => found(finding, viewer))}</ul>`
  return html`<div class="probed"><p class="detail">${words.answeredAt} ${dateTime(at, viewer)}</p>${said}</div>`
}

/** What was looked at and whether it is well, in the viewer's language; the adapter's sentence behind it is English. */
function found({ check, ok, message }: ProbeFinding, { texts }: Viewer): Html {
  const state = ok ? 'delivered' : 'parked'
  const sentence = html`<span lang="en">${outside(message)}</span>`
  return html`<li class="${ok ? 'good' : 'bad'}"><span class="state ${state}">${
    texts.language === 'en' ? sentence : texts.findings[check][ok ? 'good' : 'bad']
  }</span>${texts.language === 'en' ? '' : html` <span class="detail">${sentence}</span>`}</li>`
}
