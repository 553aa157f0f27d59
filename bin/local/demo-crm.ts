import { createServer } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { getRequestListener } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import * as z from 'zod'
import type { CrmJournal } from './crm-journal.ts'
import { keepEvents } from './kept-events.ts'
import { close, listen, PortTaken } from './listen.ts'
import { readDelivery } from './read-delivery.ts'

/**
 * What the demo CRM can be told to suffer from; `offline` refuses connections, `hang` never answers, `reject` will
 * have none of it.
 */
export const crmModes = ['ok', 'error', 'throttle', 'slow', 'hang', 'offline', 'reject'] as const
export type CrmMode = (typeof crmModes)[number]

export interface DemoCrmOptions {
  /** 0 for any that is free. */
  readonly port: number
  /** Takes any free port where `port` is taken. @default false */
  readonly anyPort?: boolean
  /** `whsec_…` */
  readonly secret: string
  /** Told of each event that it keeps. */
  readonly onKept?: (destination: string, event: unknown) => void
  /** Where what it keeps is written down. @default nowhere */
  readonly journal?: CrmJournal
}

/** A receiver on a port of its own that verifies what it is sent and keeps it. */
export interface DemoCrm {
  readonly port: number
  /** Where a destination of that name posts to: each is a receiver of its own. */
  eventsUrl(destination: string): string
  /** The CloudEvents it verified, in order of arrival, and how many came again. */
  received(): { events: readonly unknown[]; duplicates: number }
  /** How many events that were, without copying them. */
  readonly counts: { received: number; duplicates: number }
  readonly mode: CrmMode
  setMode(mode: CrmMode): Promise<void>
  stop(): Promise<void>
}

const slowMs = 3000
/** No contact, so that there is nothing to keep. */
const probe = z.looseObject({ type: z.literal('de.netzdialog.probe.v1') })

/** @throws PortTaken */
export async function startDemoCrm(options: DemoCrmOptions): Promise<DemoCrm> {
  const { port, anyPort = false, secret, onKept, journal } = options
  const kept = keepEvents()
  for (const { destination, key, event } of journal?.before ?? [])
    if (kept.keep({ event, key, bytes: Buffer.byteLength(JSON.stringify(event)) }))
      onKept?.(destination, event)
  let mode: CrmMode = 'ok'

  async function take(context: Context): Promise<Response> {
    if (mode === 'hang') return new Promise<never>(() => {})
    if (mode === 'error') return context.json({ error: 'set to fail' }, 500)
    if (mode === 'reject') return context.json({ error: 'set to reject' }, 422)
    if (mode === 'throttle') return context.json({ error: 'set to throttle' }, 429, { 'retry-after': '1' })
    const body = await context.req.text()
    const delivery = readDelivery(context.req.header(), body, secret)
    if (delivery.status === 'unsigned')
      return context.json({ error: 'the signature is missing or wrong' }, 401)
    if (delivery.status === 'no_event') return context.json({ error: 'the body is no CloudEvent' }, 400)
    const { id, event } = delivery
    if (probe.safeParse(event).success) return context.json({ status: 'probe' })
    const key = `${context.req.path} ${id}`
    const destination = context.req.param('destination') ?? ''
    const isNew = kept.keep({ event, key, bytes: Buffer.byteLength(body) })
    if (isNew) {
      journal?.append({ destination, key, event })
      onKept?.(destination, event)
    }
    if (mode === 'slow') await sleep(slowMs)
    return context.json({ status: isNew ? 'kept' : 'known' })
  }

  const app = new Hono()
  app.use(bodyLimit({ maxSize: 5 * 1024 * 1024 }))
  app.post('/events/:destination?', take)
  const server = createServer(getRequestListener(app.fetch))
  const settled = await listen(server, port).catch((error: unknown) => {
    if (anyPort && error instanceof PortTaken) return listen(server, 0)
    throw error
  })

  return {
    port: settled,
    eventsUrl: (destination) => `http://127.0.0.1:${settled}/events/${destination}`,
    received: () => ({ events: kept.events, duplicates: kept.duplicates }),
    get counts() {
      return { received: kept.count, duplicates: kept.duplicates }
    },
    get mode() {
      return mode
    },
    async setMode(next) {
      mode = next
      if (next === 'offline') await close(server)
      else if (!server.listening) await listen(server, settled)
    },
    stop: () => close(server),
  }
}
