import { html } from 'hono/html'
import type { Viewer } from '../page-state.ts'
import { type Html, outside } from './parts.ts'

/** As `functions/kits/http/http-outcome.ts` writes them. */
const answered = /^answered (\d{3})$/
const unanswered = /^no answer: ([\w.-]{1,60})$/

/** Why something was not delivered. What the demo CRM makes of an event, in the viewer's language; the rest is English. */
export function reasonOf(reason: string, { texts }: Viewer): Html {
  const [, status] = answered.exec(reason) ?? []
  const [, code] = unanswered.exec(reason) ?? []
  if (status !== undefined) return html`<span class="reason">${texts.delivery.answered(status)}</span>`
  if (code !== undefined) return html`<span class="reason">${texts.delivery.unanswered(code)}</span>`
  return html`<span class="reason" lang="en">${outside(reason)}</span>`
}
