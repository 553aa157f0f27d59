import { html } from 'hono/html'
import { namePlatform } from '../../../functions/presentation/name-platform.ts'
import { kinds } from '../../../schemas/contact-event.ts'
import type { ContactSummary, Told } from '../../operations/contacts/contact-summary.ts'
import type { Viewer } from '../page-state.ts'
import { asChanged, changedMark, dateTime, type Html, mark, outside } from './parts.ts'
import { reasonOf } from './reason.ts'

/** Contacts, one a line: who, what, where it stands. */
export function contactList(items: readonly ContactSummary[], viewer: Viewer): Html {
  return html`<ol class="contacts">${items.map((item) => contactLine(item, viewer))}</ol>`
}

function contactLine(item: ContactSummary, viewer: Viewer): Html {
  const { texts } = viewer
  const { told, state, deliveries, receivedAt } = item
  const stuck = deliveries.filter((each) => each.state === 'parked')
  const reasons = [...new Set(stuck.map(({ reason = '' }) => reason))].filter((reason) => reason !== '')
  return html`<li class="contact">
    <p class="when">${dateTime(receivedAt, viewer)}</p>
    ${whom(item, viewer)}
    <p class="snippet" dir="auto">${told ? snippet(told) : texts.pages.find.notKept}</p>
    <p class="stands"><span class="state ${state}">${texts.pages.states[state]}</span>${deliveries.map(
      ({ destination, ticket }) =>
        html` <span class="detail">${outside(destination)}${ticket === undefined ? '' : html` ${texts.pages.event.ticket} ${outside(ticket)}`}</span>`,
    )}${reasons.map((reason) => html` ${reasonOf(reason, viewer)}`)}</p>
  </li>`
}

/** Who, by which platform, and what happened. */
export function whom(item: Pick<ContactSummary, 'id' | 'told' | 'platform' | 'kind'>, viewer: Viewer): Html {
  const { texts } = viewer
  const { id, told, platform } = item
  const label = platform === undefined ? '' : namePlatform({ platform, ...labelOf(told) }, texts.mail)
  return html`<p class="whom"><a href="/events/${encodeURIComponent(id)}"><strong>${outside(nameOf(item, viewer))}</strong></a> <span class="platform ${platform ?? ''}">${label}</span>${
    told?.visibility === 'private'
      ? html` <span class="visibility private">${texts.visibility.private}</span>`
      : ''
  }${happening(item, viewer)} ${changedMark(told?.changed, viewer)}</p>`
}

/** How it begins. */
export function snippet({ subject, words, changed }: Told): Html {
  const said = words === undefined ? '' : asChanged(words, changed)
  if (subject === undefined) return html`${said}`
  return html`${subject}${words === undefined ? '' : html` – ${said}`}`
}

const labelOf = (told: ContactSummary['told']) =>
  told?.platformLabel === undefined ? {} : { platformLabel: told.platformLabel }

/** Who did it, as far as anybody is named. */
export function nameOf({ told }: Pick<ContactSummary, 'told'>, { texts }: Viewer): string {
  const role = told?.role
  const known = role === 'company' || role === 'customer' || role === 'platform' || role === 'app'
  return told?.who ?? (known ? texts.roles[role] : texts.someone)
}

function happening({ kind }: Pick<ContactSummary, 'kind'>, { texts }: Viewer): Html | '' {
  const known = kinds.find((each) => each === kind)
  const did = known === undefined ? '' : texts.kinds[known]
  return did === '' ? '' : html` ${mark('', did)}`
}
