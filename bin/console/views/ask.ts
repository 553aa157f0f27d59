import { html } from 'hono/html'
import type { Viewer } from '../page-state.ts'
import { document } from './document.ts'
import { type Html, outside } from './parts.ts'

export interface Question {
  /** Where the answer goes: the same form once more. */
  readonly path: string
  readonly fields: Readonly<Record<string, string>>
  readonly question: string
  readonly hint: string
  /** Where whoever says no goes. */
  readonly back: string
}

/** Asks before something that cannot be undone, also where no script runs. */
export function askPage({ path, fields, question, hint, back }: Question, viewer: Viewer): Html {
  const { confirm } = viewer.texts.pages
  return document(
    `${confirm.title} · Netzdialog`,
    html`<main id="main" class="page ask" tabindex="-1">
    <h1>${outside(question)}</h1>
    <p>${hint}</p>
    <form method="post" action="${path}">
      ${Object.entries({ ...fields, confirmed: 'yes' }).map(
        ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
      )}
      <div class="buttons"><button type="submit" class="bad">${confirm.yes}</button> <a class="button" href="${back}">${confirm.no}</a></div>
    </form>
  </main>`,
    viewer,
  )
}
