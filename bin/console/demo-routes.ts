import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { errorCode } from '../../functions/core/errors.ts'
import { crmModes } from '../local/demo-crm.ts'
import { type Outcome, tell } from './outcome.ts'
import type { Page } from './read-state.ts'

const chosenMode = z.object({ mode: z.enum(crmModes) })
const chosenSample = z.object({ sample: z.string(), count: z.coerce.number().int().min(1).max(1000) })
const chosenPlatform = z.object({ platform: z.string() })

/** What the demo's buttons do. @param page `undefined` while the local run starts */
export function demoRoutes(page: () => Page | undefined): Hono {
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
  app.post('/send/stop', (context) =>
    answer(context, async ({ samples }) => {
      const { platform } = chosenPlatform.parse(await context.req.parseBody())
      samples.stop(platform)
      return { code: 'stopped' }
    }),
  )
  return app
}
