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

/** It was retried or dropped meanwhile. */
export function nothingHere(viewer: Viewer): Html {
  const { texts } = viewer
  return document(
    texts.title,
    html`<main id="main" class="look" tabindex="-1"><h1>${texts.done.gone}</h1><p><a class="button" href="/">${texts.buttons.back}</a></p></main>`,
    viewer,
  )
}
