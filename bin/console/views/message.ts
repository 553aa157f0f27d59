import { html } from 'hono/html'
import type { FeedEntry } from '../feed-entry.ts'
import type { Viewer } from '../page-state.ts'
import type { SeenEvent } from '../seen-event.ts'
import { clock, type Html, mark, outside } from './parts.ts'

/** What later events of the conversation have made of a message. */
export interface Afterwards {
  readonly edited: ReadonlySet<string>
  readonly deleted: ReadonlySet<string>
  /** By message id. */
  readonly authors: ReadonlyMap<string, string>
}

export function readAfterwards(entries: readonly FeedEntry[]): Afterwards {
  const edited = new Set<string>()
  const deleted = new Set<string>()
  const authors = new Map<string, string>()
  for (const { event } of entries) {
    if (event.messageId === undefined) continue
    if (event.kind === 'message.edited') edited.add(event.messageId)
    if (event.kind === 'message.deleted') deleted.add(event.messageId)
    if (event.who?.name !== undefined && event.kind === 'message.created')
      authors.set(event.messageId, event.who.name)
  }
  return { edited, deleted, authors }
}

/** One event as a person would read it: who speaks to whom, what was said, what became of it. */
export function message(entry: FeedEntry, afterwards: Afterwards, viewer: Viewer): Html {
  const { event } = entry
  const { texts } = viewer
  const did = texts.kinds[event.kind]
  return html`<div class="said">
    <p class="who">${speaker(event, viewer)}${did === '' ? addressee(event, afterwards, viewer) : html` <span class="did">${did}</span>`} ${clock(event.occurredAt, viewer)}</p>
    ${words(event, afterwards)}
    <p class="marks">${marks(entry, afterwards, viewer)}</p>
  </div>`
}

function speaker({ who, direction }: SeenEvent, { texts }: Viewer): Html {
  const role = who?.role ?? (direction === 'outbound' ? 'company' : undefined)
  if (who?.name === undefined)
    return html`<strong>${role === undefined ? texts.someone : texts.roles[role]}</strong>`
  return html`<strong>${outside(who.name)}</strong>${
    role === 'company' ? html` <span class="role">${texts.roles.company}</span>` : ''
  }`
}

function addressee(
  { direction, parentMessageId }: SeenEvent,
  { authors }: Afterwards,
  { texts }: Viewer,
): Html {
  const parent = parentMessageId === undefined ? undefined : authors.get(parentMessageId)
  if (direction === 'inbound') return html` ${texts.to} ${texts.company}`
  return html` ${texts.to} ${parent === undefined ? texts.customer : outside(parent)}`
}

/** A deleted message's words are not shown among what happens now; its own page has them as long as they are kept. */
function words({ kind, messageId, text, cut }: SeenEvent, { edited, deleted }: Afterwards): Html | '' {
  if (text === undefined) return ''
  const gone = messageId !== undefined && deleted.has(messageId)
  if (gone) return ''
  const old = messageId !== undefined && kind === 'message.created' && edited.has(messageId)
  const shown = html`${text}${cut ? '…' : ''}`
  return html`<p class="words" dir="auto">${old ? html`<del>${shown}</del>` : shown}</p>`
}

function marks({ event, again }: FeedEntry, { edited, deleted }: Afterwards, { texts }: Viewer): Html[] {
  const { marks: words } = texts
  const { messageId = '', kind, work, rating } = event
  const isMessage = kind === 'message.created' || kind === 'message.edited'
  const found: Html[] = []
  if (work)
    found.push(mark(`effect ${work.effect}`, work.reopen ? texts.reopens : texts.effects[work.effect]))
  if (event.direction === 'community') found.push(mark('community', words.community))
  if (isMessage && deleted.has(messageId))
    found.push(mark('gone', event.withheld === undefined ? words.deletedLater : words.deletedBefore))
  else if (kind === 'message.created' && edited.has(messageId)) found.push(mark('changed', words.editedLater))
  if (event.withheld !== undefined && !deleted.has(messageId)) found.push(mark('gone', words.withheld))
  if (rating?.recommended !== undefined)
    found.push(mark('', rating.recommended ? words.recommended : words.notRecommended))
  if (rating?.value !== undefined) found.push(mark('', words.stars(rating.value, rating.scale ?? 5)))
  if (event.action !== undefined) found.push(labelled(words.button, event.action))
  if (event.reaction !== undefined) found.push(html`<span class="mark">${outside(event.reaction)}</span>`)
  for (const { name, state } of event.attachments)
    found.push(labelled(words.attachment, name), mark('', words.attachmentStates[state]))
  if (event.automated) found.push(mark('', words.automated))
  if (event.standby) found.push(mark('', words.standby))
  if (event.late) found.push(mark('', words.late))
  if (again > 0) found.push(mark('', words.again(again)))
  return found
}

function labelled(label: string, value: string): Html {
  return html`<span class="mark">${label}: ${outside(value)}</span>`
}
