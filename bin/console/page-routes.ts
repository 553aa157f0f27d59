import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { type Context, Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import { streamSSE } from 'hono/streaming'
import { buttonRoutes, quarantineKey } from './button-routes.ts'
import { detectLanguage, readLanguage, rememberLanguage, texts } from './language.ts'
import { tellLive } from './live.ts'
import { readNotice } from './outcome.ts'
import type { PageState, Viewer } from './page-state.ts'
import { type Page, readState } from './read-state.ts'
import { onlySameOrigin, onlyThisMachine } from './same-origin.ts'
import { readWindow } from './views/conversations.ts'
import { styleSheets } from './views/document.ts'
import { livePage } from './views/live-page.ts'
import { lookParked, lookQuarantined } from './views/look.ts'
import { nothingHere, startingPage } from './views/starting.ts'

export interface PageRoutesOptions {
  /** `undefined` while the local run starts. */
  readonly page: () => Page | undefined
  readonly status: () => PageState['status']
  /** Where the front door listens. */
  readonly host: string
  readonly now: () => Date
}

const types: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
}

const own = [...styleSheets, 'live.js', 'morph.js', 'icon.svg']
/** Files by name. */
const assets = new Map([
  ...own.map((name) => [name, fileURLToPath(new URL(`./assets/${name}`, import.meta.url))] as const),
  ['idiomorph.js', fileURLToPath(import.meta.resolve('idiomorph'))],
])

/** Nothing from elsewhere, nothing inline, nobody's frame. */
const secure = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'"],
    connectSrc: ["'self'"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
  // Stricter, and forms would say that they come from nowhere.
  referrerPolicy: 'same-origin',
  // This machine has no certificate.
  strictTransportSecurity: false,
})

/** The page at `/` for browsers, and all that it needs under `/page`. */
export function pageRoutes({ page, status, host, now }: PageRoutesOptions): Hono {
  const app = new Hono()
  for (const path of ['/', '/page/*'])
    app.use(path, onlyThisMachine(host), onlySameOrigin, secure, notStored, detectLanguage)

  app.get('/', async (context, next) => {
    if (!context.req.header('accept')?.includes('text/html')) return next()
    if (rememberLanguage(context)) return context.redirect('/', 303)
    const viewer = readViewer(context, now())
    const up = page()
    if (!up) return context.html(startingPage(viewer), 503)
    await up.watch.refresh()
    return context.html(livePage(readState(up, status()), viewer, readNotice(context, viewer.texts)))
  })

  app.get('/page/live', (context) => {
    const up = page()
    if (!up) return context.body(null, 503)
    const { now: _, ...viewer } = readViewer(context, now())
    return streamSSE(context, async (stream) => {
      const left = new AbortController()
      stream.onAbort(() => left.abort())
      const leave = up.watch.look()
      try {
        await tellLive({
          viewer,
          read: () => readState(up, status()),
          send: (update) => stream.writeSSE({ event: 'update', data: JSON.stringify(update) }),
          ping: () => stream.writeSSE({ event: 'ping', data: '' }),
          signal: left.signal,
        })
      } finally {
        leave()
      }
    })
  })

  app.get('/page/parked/:destination/:event', async (context) => {
    const { destination, event } = context.req.param()
    const viewer = readViewer(context, now())
    const found = await page()?.operations.lookParked(destination, event)
    return found
      ? context.html(lookParked(found, context.req.path, viewer))
      : context.html(nothingHere(viewer), 404)
  })

  app.get('/page/quarantine/:platform/:day/:hash', async (context) => {
    const viewer = readViewer(context, now())
    const found = await page()?.operations.lookQuarantined(quarantineKey(context.req.param()))
    return found
      ? context.html(lookQuarantined(found, context.req.path, viewer))
      : context.html(nothingHere(viewer), 404)
  })

  app.get('/page/:asset', async (context, next) => {
    const name = context.req.param('asset')
    const type = types[name.split('.').at(-1) ?? '']
    const file = assets.get(name)
    if (file === undefined || type === undefined) return next()
    return context.body(await readFile(file), 200, { 'content-type': type, 'cache-control': 'no-cache' })
  })

  app.route('/page', buttonRoutes(page))
  return app
}

function readViewer(context: Context, now: Date): Viewer & { now: Date } {
  const language = readLanguage(context)
  return { language, texts: texts[language], window: readWindow(context.req.query('show')), now }
}

async function notStored(context: Context, next: () => Promise<void>): Promise<void> {
  await next()
  if (!context.res.headers.has('cache-control')) context.header('cache-control', 'no-store')
}
