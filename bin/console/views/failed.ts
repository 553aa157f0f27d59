import { html } from 'hono/html'
import type { Viewer } from '../page-state.ts'
import { document } from './document.ts'
import { type Html, outside } from './parts.ts'

/** What could not be read, and why. */
export function failedPage(why: string, viewer: Viewer): Html {
  const { texts } = viewer
  return document(
    'Netzdialog',
    html`<main id="main" class="page" tabindex="-1"><h1>${texts.pages.failed}</h1><p class="reason" lang="en">${outside(why)}</p><p><a class="button" href="/">${texts.buttons.back}</a></p></main>`,
    viewer,
  )
}
