import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { errorCode } from '../../functions/core/errors.ts'
import { crmModes } from '../local/demo-crm.ts'
import { type Outcome, tell } from './outcome.ts'
import type { Page } from './read-state.ts'

const chosenMode = z.object({ mode: z.enum(crmModes) })
const chosenSample = z.object({ sample: z.string(), count: z.coerce.number().int().min(1).max(1000) })

/** What the page's buttons do. @param page `undefined` while the local run starts */
export function buttonRoutes(page: () => Page | undefined): Hono {
  const app = new Hono()

  async function answer(context: Context, press: (page: Page) => Promise<Outcome>): Promise<Response> {
    const up = page()
    if (!up) return tell(context, { code: 'failed', detail: 'starting' }, 502)
    try {
      const outcome = await press(up)
      await up.watch.refresh()
      return tell(context, outcome, outcome.code === 'gone' ? 404 : 200)
    } catch (error) {
      return tell(context, { code: 'failed', detail: errorCode(error) }, 502)
    }
  }

  app.post('/crm', (context) =>
    answer(context, async ({ crm }) => {
      const { mode } = chosenMode.parse(await context.req.parseBody())
      await crm.setMode(mode)
      return { code: 'crm', detail: mode }
    }),
  )
  app.post('/send', (context) =>
    answer(context, async ({ samples }) => {
      const { sample, count } = chosenSample.parse(await context.req.parseBody())
      const sent = samples.send(sample, count)
      if (!sent) return { code: 'gone' }
      sent.catch(() => {})
      return { code: 'sending' }
    }),
  )
  app.post('/parked/:destination/:event/retry', (context) =>
    answer(context, async ({ operations, feed }) => {
      const { destination, event } = context.req.param()
      if (!(await operations.retryParked(destination, event))) return { code: 'gone' }
      feed.deliver(event, { destination, status: 'queued', attempts: 0 })
      return { code: 'retried' }
    }),
  )
  app.post('/parked/:destination/:event/drop', (context) =>
    answer(context, async ({ operations, feed }) => {
      const { destination, event } = context.req.param()
      if (!(await operations.dropParked(destination, event))) return { code: 'gone' }
      feed.deliver(event, { destination, status: 'dropped', attempts: 0 })
      return { code: 'dropped' }
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
    answer(context, async ({ operations }) =>
      (await operations.dropQuarantined(quarantineKey(context.req.param())))
        ? { code: 'dropped' }
        : { code: 'gone' },
    ),
  )
  return app
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
