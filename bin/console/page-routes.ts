import { type Context, Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import { type Acted, actionRoutes, quarantineKey } from './action-routes.ts'
import { contactPaths, contactRoutes } from './contact-routes.ts'
import { demoRoutes } from './demo-routes.ts'
import { detectLanguage, followLanguage, readLanguage, texts } from './language.ts'
import { tellLive } from './live.ts'
import { readNotice } from './outcome.ts'
import type { PageState, Viewer } from './page-state.ts'
import { readAsset } from './read-asset.ts'
import { type Page, readState } from './read-state.ts'
import { onlySameOrigin, onlyThisMachine } from './same-origin.ts'
import { notStored, secure } from './secure.ts'
import { readWindow } from './views/conversations.ts'
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

/** The page of the local run at `/` for browsers, the pages of the console, and all that they need under `/page`. */
export function pageRoutes({ page, status, host, now }: PageRoutesOptions): Hono {
  const app = new Hono()
  for (const path of ['/', '/page/*', ...contactPaths])
    app.use(path, onlyThisMachine(host), onlySameOrigin, secure, notStored, detectLanguage, followLanguage)

  app.get('/', async (context, next) => {
    if (!context.req.header('accept')?.includes('text/html')) return next()
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
    const found = await page()?.console.operations.lookParked(destination, event)
    return found
      ? context.html(lookParked(found, context.req.path, viewer))
      : context.html(nothingHere(viewer), 404)
  })

  app.get('/page/quarantine/:platform/:day/:hash', async (context) => {
    const viewer = readViewer(context, now())
    const found = await page()?.console.operations.lookQuarantined(quarantineKey(context.req.param()))
    return found
      ? context.html(lookQuarantined(found, context.req.path, viewer))
      : context.html(nothingHere(viewer), 404)
  })

  app.get('/page/:asset', readAsset)

  const ports = () => page()?.console
  const viewerOf = (context: Context) => readViewer(context, now())
  app.route('/', contactRoutes({ ports, viewerOf }))
  app.route('/page', demoRoutes(page))
  app.route('/page', actionRoutes({ ports, viewerOf, onActed: (acted) => show(acted, page()) }))
  for (const each of [onlyThisMachine(host), secure, notStored, detectLanguage])
    app.get('*', (context, next) => (isForPeople(context) ? each(context, next) : next()))
  app.get('*', (context, next) =>
    isForPeople(context) ? context.html(nothingHere(viewerOf(context)), 404) : next(),
  )
  return app
}

function isForPeople(context: Context): boolean {
  return context.req.header('accept')?.includes('text/html') ?? false
}

/** What an operator did is on the live page at once, before the table tells of it. */
async function show(acted: Acted, page: Page | undefined): Promise<void> {
  if (acted.what === 'other') return page?.watch.refresh()
  const status = acted.what === 'retried' ? 'queued' : 'dropped'
  page?.feed.deliver(acted.eventId, { destination: acted.destination, status, attempts: 0 })
}

function readViewer(context: Context, now: Date): Viewer & { now: Date } {
  const language = readLanguage(context)
  return { language, texts: texts[language], window: readWindow(context.req.query('show')), now }
}
