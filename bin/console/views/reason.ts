import { html } from 'hono/html'
import type { Viewer } from '../page-state.ts'
import { type Html, outside } from './parts.ts'

/** As `functions/kits/http/http-outcome.ts` writes them; behind a colon stands what to do, or what the system said. */
const answered = /^answered (\d{3})(?:: (.*))?$/s
const unanswered = /^no answer: ([\w.-]{1,60})$/

/** Codes of what is parked, by the status that alone is known of what waits. */
const codes: Readonly<Record<string, string>> = {
  301: 'redirect',
  302: 'redirect',
  303: 'redirect',
  307: 'redirect',
  308: 'redirect',
  401: 'credentials_refused',
  403: 'credentials_refused',
  404: 'wrong_endpoint',
  410: 'gone',
}

/**
 * Why something was not delivered, in the viewer's language where its code says all; what a system says of its own stays
 * as it is.
 *
 * @param code of what is parked
 */
export function reasonOf(reason: string, { texts }: Viewer, code?: string): Html {
  if (texts.language === 'en') return html`<span class="reason">${outside(reason)}</span>`
  const [, status, more] = answered.exec(reason) ?? []
  const [, failure] = unanswered.exec(reason) ?? []
  const remedies: Readonly<Record<string, string>> = texts.reasons
  const known = (name: string | undefined) =>
    name !== undefined && Object.hasOwn(remedies, name) ? remedies[name] : undefined
  if (failure !== undefined) return html`<span class="reason">${texts.delivery.unanswered(failure)}</span>`
  if (status === undefined) {
    const remedy = known(code)
    return remedy === undefined
      ? html`<span class="reason" lang="en">${outside(reason)}</span>`
      : html`<span class="reason" title="${reason}">${remedy}</span>`
  }
  const said = texts.delivery.answered(status)
  if (more === undefined) return html`<span class="reason">${said}</span>`
  const remedy = known(code) ?? known(codes[status])
  return remedy === undefined
    ? html`<span class="reason">${said}: <span lang="en">${outside(more)}</span></span>`
    : html`<span class="reason" title="${reason}">${said}: ${remedy}</span>`
}
