import { html } from 'hono/html'
import type { ProbeFinding } from '../../../functions/contracts/destination.ts'
import type { Viewer } from '../page-state.ts'
import { document } from './document.ts'
import { type Html, outside } from './parts.ts'

/** What a destination answers to its probe. @param findings `undefined` where its adapter cannot ask; a text where it failed */
export function destinationPage(
  name: string,
  findings: readonly ProbeFinding[] | string | undefined,
  viewer: Viewer,
): Html {
  const words = viewer.texts.pages.attention
  return document(
    `${name} · Netzdialog`,
    html`<main id="main" class="page" tabindex="-1">
    <h1>${words.asked(name)}</h1>
    ${
      findings === undefined
        ? html`<p class="hint">${words.unprobed}</p>`
        : typeof findings === 'string'
          ? html`<p class="reason" lang="en">${outside(findings)}</p>`
          : html`<ul class="findings" lang="en">${findings.map(
              ({ ok, message }) =>
                html`<li class="${ok ? 'good' : 'bad'}"><span class="state ${ok ? 'delivered' : 'parked'}">${outside(message)}</span></li>`,
            )}</ul>`
    }
    <p><a class="button" href="/">${viewer.texts.buttons.back}</a></p>
  </main>`,
    viewer,
  )
}
