import { html } from 'hono/html'
import type { Changed } from '../../operations/contacts/changed-since.ts'
import type { Viewer } from '../page-state.ts'

export type Html = ReturnType<typeof html>

/** `0.4 s`, `12 s`, `3 min`, `2 h`: the same as `assets/live.js` counts on with. */
export function duration(ms: number, { texts }: Viewer): string {
  const seconds = Math.max(0, ms) / 1000
  if (seconds < 10) return `${(Math.floor(seconds * 10) / 10).toLocaleString(texts.locale)} s`
  if (seconds < 60) return `${Math.floor(seconds)} s`
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`
  return `${Math.floor(seconds / 3600)} h`
}

/** How long it has been by now; a live page counts on. */
export function elapsed(since: Date, viewer: Viewer): Html {
  const text = viewer.now ? duration(viewer.now.getTime() - since.getTime(), viewer) : ''
  return html`<time class="elapsed" datetime="${since.toISOString()}" data-since="${since.getTime()}">${text}</time>`
}

export function clock(instant: string | Date, { texts }: Viewer): Html {
  const date = new Date(instant)
  return html`<time datetime="${date.toISOString()}">${date.toLocaleTimeString(texts.locale)}</time>`
}

/** A day and a time, as the viewer's language writes them, in this machine's zone. */
export function dateTime(instant: string | Date, viewer: Viewer): Html {
  const date = new Date(instant)
  if (Number.isNaN(date.getTime())) return html``
  return html`<time datetime="${date.toISOString()}">${timeOf(date, viewer)}</time>`
}

/** The same as a text. */
export function timeOf(instant: string | Date, { texts }: Viewer): string {
  return new Date(instant).toLocaleString(texts.locale, { dateStyle: 'medium', timeStyle: 'medium' })
}

/** Words from outside: whatever their writing direction, they stay in their place. */
export function outside(text: string): Html {
  return html`<bdi>${text}</bdi>`
}

export function mark(kind: string, text: string): Html {
  return html`<span class="mark ${kind}">${text}</span>`
}

/** Words that their writer changed or took back since. */
export function asChanged(words: string, changed: Changed | undefined): Html {
  return changed === undefined ? html`${words}` : html`<del>${words}</del>`
}

export function changedMark(changed: Changed | undefined, { texts }: Viewer): Html | '' {
  if (changed === undefined) return ''
  return changed === 'deleted'
    ? mark('gone', texts.marks.deletedLater)
    : mark('changed', texts.marks.editedLater)
}

/** A button that changes something, with JavaScript or without. */
export function action(
  path: string,
  label: string,
  {
    fields = {},
    confirm,
    about,
    kind = '',
    asksAlways = false,
  }: {
    fields?: Record<string, string>
    confirm?: string
    /** What a screen reader says beside the label. */
    about?: string
    kind?: string
    /** The server asks, on a page of its own: how many it is about takes longer to find out. */
    asksAlways?: boolean
  } = {},
): Html {
  return html`<form method="post" action="${path}" ${asksAlways ? '' : html`data-live`} ${
    confirm === undefined ? '' : html`data-confirm="${confirm}"`
  }>${Object.entries(fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )}<button type="submit" class="${kind}">${label}${
    about === undefined ? '' : html`<span class="unseen"> ${outside(about)}</span>`
  }</button></form>`
}
