import { html } from 'hono/html'
import { crmModes } from '../../local/demo-crm.ts'
import type { PageState, Viewer } from '../page-state.ts'
import { type Sending, stormSize } from '../send-samples.ts'
import { action, type Html, outside } from './parts.ts'

/** A sample of each platform, singly or as a storm. */
export function send({ samples, sendings }: PageState, { texts }: Viewer): Html {
  const groups = [...samples].map(
    ([platform, choices]) =>
      html`<optgroup label="${platform}">${choices.map(
        ({ name, isScene }) =>
          html`<option value="${platform}/${name}">${platform}: ${isScene ? texts.send.scene : name}</option>`,
      )}</optgroup>`,
  )
  return html`<section id="send" class="panel" aria-labelledby="send-title">
    <h2 id="send-title" tabindex="-1">${texts.send.title}</h2>
    <p class="hint">${texts.send.hint}</p>
    <form method="post" action="/page/send" data-live>
      <label class="unseen" for="sample">${texts.send.sample}</label>
      <select id="sample" name="sample">${groups}</select>
      <button type="submit" name="count" value="1" class="main">${texts.send.one}</button>
      <button type="submit" name="count" value="${stormSize}">${texts.send.storm(stormSize)}</button>
    </form>
    <p class="hint">${texts.pages.demo.stormHint(stormSize)}</p>
    ${
      sendings.length > 0
        ? html`<ul class="sendings">${sendings.map(
            (each) =>
              html`<li>${describeSending(each, texts)}${
                each.isOver
                  ? ''
                  : html` ${action('/page/send/stop', texts.pages.demo.stop, { fields: { platform: each.platform }, about: each.platform })}`
              }</li>`,
          )}</ul>`
        : ''
    }
  </section>`
}

function describeSending(
  { platform, requests, accepted, refused, isOver }: Sending,
  texts: Viewer['texts'],
): string {
  if (!isOver) return texts.send.running(platform, accepted + refused, requests)
  return refused > 0 ? texts.send.refused(platform, accepted, refused) : texts.send.done(platform, accepted)
}

/** The switch for the demo CRM's faults; where events go that it does not get. */
export function crm(state: PageState, { texts }: Viewer): Html {
  const { mode, received, duplicates } = state.crm
  const { real = [], hasDemoCrm = true } = state
  const places = real.map(
    ({ name, adapter }) => html`<p class="hint">${outside(texts.pages.demo.real(name, adapter))}</p>`,
  )
  if (!hasDemoCrm)
    return html`<section id="crm" class="panel" aria-label="${texts.crm.title}">${places}</section>`
  return html`<section id="crm" class="panel ${mode}" aria-labelledby="crm-title">
    <h2 id="crm-title" tabindex="-1">${texts.crm.title}</h2>
    <p class="hint">${texts.crm.hint}</p>
    <form method="post" action="/page/crm" data-live class="modes">${crmModes.map(
      (each) =>
        html`<button type="submit" name="mode" value="${each}" class="${each}" aria-pressed="${String(each === mode)}">${texts.crm.modes[each]}</button>`,
    )}</form>
    ${places}
    <p class="detail">${texts.crm.received(received)}${duplicates > 0 ? html`, ${texts.crm.duplicates(duplicates)}` : ''}</p>
  </section>`
}
