import { html } from 'hono/html'
import type { Viewer } from '../page-state.ts'
import { document } from './document.ts'
import type { Html } from './parts.ts'

/** The page before the local run is up; it asks again by itself. */
export function startingPage(viewer: Viewer): Html {
  const { texts } = viewer
  return document(
    texts.title,
    html`<main id="main" class="look" tabindex="-1"><h1>${texts.title}</h1><p>${texts.connection.starting}</p></main>`,
    viewer,
    { refreshSeconds: 1 },
  )
}

/** An address that nobody has, or what was sent again, dropped or has expired meanwhile. */
export function nothingHere(viewer: Viewer): Html {
  const { texts } = viewer
  const { nothingHere: title, nothingHereHint: hint } = texts.done
  return document(
    `${title} · Netzdialog`,
    html`<main id="main" class="look" tabindex="-1"><h1>${title}</h1><p>${hint}</p><p><a class="button" href="/">${texts.buttons.back}</a></p></main>`,
    viewer,
  )
}
