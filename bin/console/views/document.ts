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
]

/** A whole page: nothing on it comes from elsewhere, and nothing runs inline. */
export function document(
  title: string,
  content: Html,
  viewer: Viewer,
  { live = false, refreshSeconds }: { live?: boolean; refreshSeconds?: number } = {},
): Html {
  const { texts } = viewer
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
  ${live ? html`<script type="module" src="/page/live.js"></script>` : ''}
</head>
<body ${live ? html`data-live="/page/live?show=${viewer.window}&amp;language=${viewer.language}" data-lost="${texts.connection.lost}"` : ''}>
  ${live ? html`<a class="skip" href="#conversations">${texts.skip}</a>` : ''}
  <header class="top">
    <p class="brand"><a href="/">Netzdialog</a></p>
    <p class="tagline">${texts.tagline}</p>
    <nav aria-label="${name}"><a href="?language=${code}" lang="${code}" hreflang="${code}">${name}</a></nav>
  </header>
  ${content}
</body>
</html>`
}
