import { type Context, Hono } from 'hono'
import { compact } from '../../functions/core/compact.ts'
import { errorCode } from '../../functions/core/errors.ts'
import { archivedRowOf } from '../operations/contacts/archived-row-of.ts'
import { readContact } from '../operations/contacts/read-contact.ts'
import { erasePerson } from '../operations/erase-person.ts'
import { replayEvent } from '../operations/replay-events.ts'
import type { ConsolePorts } from './console-ports.ts'
import { type Outcome, tell } from './outcome.ts'
import type { Viewer } from './page-state.ts'
import { askPage, type Question } from './views/ask.ts'
import { personOf } from './views/event.ts'
import { nothingHere } from './views/starting.ts'

export interface ActionOptions {
  readonly ports: () => ConsolePorts | undefined
  readonly viewerOf: (context: Context) => Viewer
  /** Shows on the live page what an operator did; there is none of a deployed stack. */
  readonly onActed?: (acted: Acted) => Promise<void>
}

/** What an operator did with an event at a destination. */
export type Acted =
  | { readonly what: 'retried' | 'dropped'; readonly destination: string; readonly eventId: string }
  | { readonly what: 'other' }

type Fields = Readonly<Record<string, string>>

/** What the console's buttons do with contacts. What cannot be undone asks first, by a script or by a page. */
export function actionRoutes({ ports: up, viewerOf, onActed = async () => {} }: ActionOptions): Hono {
  const app = new Hono()

  async function answer(
    context: Context,
    act: (ports: ConsolePorts, fields: Fields) => Promise<Outcome | Response>,
  ): Promise<Response> {
    const ports = up()
    const viewer = viewerOf(context)
    if (viewer.readOnly) return tell(context, { code: 'readOnly' }, 403)
    if (!ports) return tell(context, { code: 'failed', detail: 'starting' }, 502)
    try {
      const outcome = await act(ports, toFields(await context.req.parseBody()))
      if (outcome instanceof Response) return outcome
      ports.site.index?.forget()
      await onActed({ what: 'other' })
      return tell(context, outcome, outcome.code === 'gone' ? 404 : 200)
    } catch (error) {
      return tell(context, { code: 'failed', detail: errorCode(error) }, 502)
    }
  }

  /** The page that asks, until somebody has said yes. */
  function unlessSure(
    context: Context,
    fields: Fields,
    question: Omit<Question, 'path' | 'fields' | 'back'>,
  ) {
    if (fields['confirmed'] === 'yes') return undefined
    const { confirmed: _, ...rest } = fields
    if (context.req.header('accept')?.includes('application/json'))
      return context.json({ error: 'say confirmed=yes' }, 409)
    return context.html(
      askPage({ path: context.req.path, fields: rest, back: '/', ...question }, viewerOf(context)),
    )
  }

  app.post('/parked/retry', (context) =>
    answer(context, async ({ operations }, fields) => {
      const rows = await operations.findGroup(groupOf(fields), untilOf(fields))
      const { confirm } = viewerOf(context).texts.pages
      const asked = { question: confirm.retry(rows.length), hint: confirm.retryHint }
      const ask = rows.length > 1 && unlessSure(context, fields, asked)
      if (ask) return ask
      if (rows.length === 0) return { code: 'gone' }
      const { sent, left } = await operations.retryGroup(rows)
      for (const { destination, eventId } of left === 0 ? rows : [])
        await onActed({ what: 'retried', destination, eventId })
      return left > 0
        ? { code: 'retriedSome', detail: `${sent}-${left}` }
        : { code: 'retriedMany', detail: String(sent) }
    }),
  )
  app.post('/parked/drop', (context) =>
    answer(context, async ({ operations }, fields) => {
      const rows = await operations.findGroup(groupOf(fields), untilOf(fields))
      const { confirm } = viewerOf(context).texts.pages
      const ask = unlessSure(context, fields, { question: confirm.drop(rows.length), hint: confirm.dropHint })
      if (ask) return ask
      const dropped = await operations.dropGroup(rows)
      for (const { destination, eventId } of dropped === rows.length ? rows : [])
        await onActed({ what: 'dropped', destination, eventId })
      return { code: 'droppedMany', detail: String(dropped) }
    }),
  )
  app.post('/parked/:destination/:event/retry', (context) =>
    answer(context, async ({ operations }) => {
      const { destination, event: eventId } = context.req.param()
      if (!(await operations.retryParked(destination, eventId))) return { code: 'gone' }
      await onActed({ what: 'retried', destination, eventId })
      return { code: 'retried' }
    }),
  )
  app.post('/parked/:destination/:event/drop', (context) =>
    answer(context, async ({ operations }, fields) => {
      const { destination, event: eventId } = context.req.param()
      const { confirm } = viewerOf(context).texts.pages
      const ask = unlessSure(context, fields, { question: confirm.drop(1), hint: confirm.dropHint })
      if (ask) return ask
      if (!(await operations.dropParked(destination, eventId))) return { code: 'gone' }
      await onActed({ what: 'dropped', destination, eventId })
      return { code: 'dropped' }
    }),
  )
  app.post('/events/:id/replay', (context) =>
    answer(context, async ({ site }, fields) => {
      const { destination = '' } = fields
      const row = await archivedRowOf(context.req.param('id'), site)
      if (!row?.destinations.includes(destination)) return { code: 'gone' }
      const { confirm } = viewerOf(context).texts.pages
      const asked = { question: confirm.replay(destination), hint: confirm.replayHint }
      const ask = unlessSure(context, fields, asked)
      if (ask) return ask
      const outcome = await replayEvent({ row, destination }, site)
      return outcome === 'sent' ? { code: 'replayed' } : { code: 'failed', detail: outcome }
    }),
  )
  app.post('/events/:id/erase', (context) =>
    answer(context, async (ports, fields) => {
      const viewer = viewerOf(context)
      const event = (await readContact(context.req.param('id'), ports.site))?.event
      const person = event && personOf(event)
      if (!person) return context.html(nothingHere(viewer), 404)
      const { id, scope, name = id } = person
      const who = compact({ id, scope })
      const erasing = { ...ports.site, findPlatform: ports.findPlatform, settle: ports.settle }
      if (fields['confirmed'] !== 'yes') {
        const { archived, parked, others, attachments, quarantined } = await erasePerson(who, erasing, {
          dryRun: true,
        })
        const { erase, eraseHint } = viewer.texts.pages.confirm
        const hint = eraseHint(archived + parked + quarantined, others, attachments)
        const asked = unlessSure(context, fields, { question: erase(name), hint })
        if (asked) return asked
      }
      const { archived, parked, quarantined } = await erasePerson(who, erasing, { dryRun: false })
      ports.payloads?.forget()
      ports.requests?.forget()
      await ports.onErased?.()
      return { code: 'erased', detail: String(archived + parked + quarantined) }
    }),
  )
  app.post('/quarantine/:platform/:day/:hash/retry', (context) =>
    answer(context, async ({ operations }) => {
      const read = await operations.retryQuarantined(quarantineKey(context.req.param()))
      if (!read) return { code: 'gone' }
      return read.events > 0 || read.unread === 0
        ? { code: 'reread', detail: String(read.events) }
        : { code: 'stillUnread' }
    }),
  )
  app.post('/quarantine/:platform/:day/:hash/drop', (context) =>
    answer(context, async ({ operations }, fields) => {
      const { confirm } = viewerOf(context).texts.pages
      const asked = { question: confirm.dropQuarantined, hint: confirm.dropHint }
      const ask = unlessSure(context, fields, asked)
      if (ask) return ask
      return (await operations.dropQuarantined(quarantineKey(context.req.param())))
        ? { code: 'dropped' }
        : { code: 'gone' }
    }),
  )
  return app
}

function toFields(body: Readonly<Record<string, unknown>>): Fields {
  const texts = Object.entries(body).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value] as const] : [],
  )
  return Object.fromEntries(texts)
}

function groupOf({ destination, code, reason }: Fields) {
  return compact({ destination, code, reason })
}

/** What was parked since the page was made, nobody has seen on it. */
function untilOf({ until = '' }: Fields): Date | undefined {
  const at = new Date(until)
  return Number.isNaN(at.getTime()) ? undefined : at
}

export function quarantineKey({
  platform,
  day,
  hash,
}: {
  platform: string
  day: string
  hash: string
}): string {
  return `quarantine/${platform}/${day}/${hash}`
}
