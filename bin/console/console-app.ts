import { type Context, Hono } from 'hono'
import { errorCode } from '../../functions/core/errors.ts'
import { listContacts } from '../operations/contacts/list-contacts.ts'
import { readNumbers } from '../operations/contacts/read-numbers.ts'
import { actionRoutes, quarantineKey } from './action-routes.ts'
import type { ConsolePorts } from './console-ports.ts'
import { contactRoutes } from './contact-routes.ts'
import { detectLanguage, followLanguage, readLanguage, texts } from './language.ts'
import { readNotice } from './outcome.ts'
import type { Viewer } from './page-state.ts'
import { readAsset } from './read-asset.ts'
import { windowOf } from './read-query.ts'
import { onlySameOrigin, onlyThisMachine } from './same-origin.ts'
import { notStored, secure } from './secure.ts'
import { firstWindow } from './views/conversations.ts'
import { failedPage } from './views/failed.ts'
import { lookQuarantined } from './views/look.ts'
import { overviewPage } from './views/overview.ts'
import { nothingHere } from './views/starting.ts'

export interface ConsoleOptions {
  readonly ports: ConsolePorts
  /** Of the deployed stack. */
  readonly stack: string
  /** Whether anything can be sent again, dropped or erased. */
  readonly canWrite: boolean
  readonly now: () => Date
  /** In a sentence for whoever reads the page; `undefined` where it is no fault of AWS's. */
  readonly explain: (error: unknown) => string | undefined
}

const newest = 25
/** Contacts that the first page counts: it is to be there at once. The figures count more. */
const maxCounted = 2000

/** The console of a deployed stack, for this machine alone: every page is read anew, and nothing of it is kept. */
export function consoleApp({ ports, stack, canWrite, now, explain }: ConsoleOptions): Hono {
  const app = new Hono()
  const viewerOf = (context: Context): Viewer => {
    const language = readLanguage(context)
    const common = { language, texts: texts[language], window: firstWindow, now: now() }
    return { ...common, stack, readOnly: !canWrite }
  }
  app.use(
    '*',
    onlyThisMachine('127.0.0.1'),
    onlySameOrigin,
    secure,
    notStored,
    detectLanguage,
    followLanguage,
  )

  app.get('/', async (context) => {
    const { site, operations, probes } = ports
    const window = windowOf('day', ports)
    const [overview, numbers, contacts] = await Promise.all([
      operations.overview(),
      readNumbers(window, site, { maxCounted }),
      listContacts(window, site, { limit: newest }),
    ])
    const viewer = viewerOf(context)
    const looked = { viewer, answerOf: probes.answer }
    return context.html(overviewPage(overview, numbers, contacts, looked, readNotice(context, viewer.texts)))
  })
  app.get('/page/quarantine/:platform/:day/:hash', async (context) => {
    const viewer = viewerOf(context)
    const found = await ports.operations.lookQuarantined(quarantineKey(context.req.param()))
    return found
      ? context.html(lookQuarantined(found, context.req.path, viewer))
      : context.html(nothingHere(viewer), 404)
  })
  app.get('/page/:asset', readAsset)
  app.route('/', contactRoutes({ ports: () => ports, viewerOf }))
  app.route('/page', actionRoutes({ ports: () => ports, viewerOf }))
  app.notFound((context) => context.html(nothingHere(viewerOf(context)), 404))
  app.onError((error, context) =>
    context.html(failedPage(explain(error) ?? errorCode(error), viewerOf(context)), 502),
  )
  return app
}
