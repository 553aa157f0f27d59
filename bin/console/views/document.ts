import { html } from 'hono/html'
import type { Viewer } from '../page-state.ts'
import type { Html } from './parts.ts'

/** In `assets/`, the later ones on top of the earlier. */
export const styleSheets = [
  'base.css',
  'head.css',
  'panels.css',
  'conversations.css',
  'messages.css',
  'tickets.css',
  'look.css',
  'console.css',
  'figures.css',
]

/** A whole page: nothing on it comes from elsewhere, and nothing runs inline. */
export function document(
  title: string,
  content: Html,
  viewer: Viewer,
  {
    live = false,
    refreshSeconds,
    search,
  }: {
    live?: boolean
    refreshSeconds?: number
    /** What was searched. */
    search?: string | undefined
  } = {},
): Html {
  const { texts, stack, readOnly } = viewer
  const { nav, place, find } = texts.pages
  const { code, name } = texts.otherLanguage
  return html`<!doctype html>
<html lang="${texts.language}">
<head>
  <meta charset="utf-8">
  <title>${title}</title>
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  ${refreshSeconds === undefined ? '' : html`<meta http-equiv="refresh" content="${refreshSeconds}">`}
  <link rel="icon" href="/page/icon.svg" type="image/svg+xml">
  ${styleSheets.map((name) => html`<link rel="stylesheet" href="/page/${name}">`)}
  <script type="module" src="/page/console.js"></script>
  ${live ? html`<script type="module" src="/page/live.js"></script>` : ''}
</head>
<body ${live ? html`data-live="/page/live?show=${viewer.window}&amp;language=${viewer.language}" data-lost="${texts.connection.lost}"` : ''}>
  <a class="skip" href="#${live ? 'conversations' : 'main'}">${live ? texts.skip : texts.skipToMain}</a>
  <header class="top">
    <p class="brand"><a href="/">Netzdialog</a></p>
    <p class="tagline">${stack === undefined ? place.local : place.stack(stack)}${readOnly ? html` <span class="mark">${place.readOnly}</span>` : ''}</p>
    <nav class="pages" aria-label="${nav.label}"><a href="/">${nav.overview}</a> <a href="/events">${nav.find}</a> <a href="/figures">${nav.figures}</a></nav>
    <form class="search" role="search" action="/events"><label class="unseen" for="q">${find.label}</label><input id="q" type="search" name="q" maxlength="200" placeholder="${find.placeholder}" value="${search ?? ''}" aria-keyshortcuts="/"><button type="submit">${find.button}</button></form>
    <nav class="language" aria-label="${name}"><a href="?language=${code}" lang="${code}" hreflang="${code}">${name}</a></nav>
  </header>
  ${content}
</body>
</html>`
}
