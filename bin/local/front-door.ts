import { randomUUID } from 'node:crypto'
import { type HttpBindings, RequestError } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import * as z from 'zod'
import { errorCode } from '../../functions/core/errors.ts'
import { maxCollectedBytes } from '../../functions/ingest/incoming.ts'
import { pageRoutes } from '../console/page-routes.ts'
import type { Page } from '../console/read-state.ts'
import { onlySameOrigin, onlyThisMachine } from '../console/same-origin.ts'
import { crmModes, type DemoCrm } from './demo-crm.ts'
import { maxBodyBytes, maxEventBytes, toHttpEvent } from './http-event.ts'
import { gatewayError, toResponse } from './http-result.ts'
import type { LocalFunction } from './local-function.ts'
import { isFromThisMachine, type LocalResources } from './local-resources.ts'
import type { RawPayloads } from './raw-payloads.ts'
import type { SentRequests } from './sent-requests.ts'

export interface FrontDoorOptions {
  readonly status: () => 'starting' | 'ok' | 'stopping'
  /** By platform; empty before the functions are up. */
  readonly ingest: ReadonlyMap<string, Pick<LocalFunction, 'invoke'>>
  /** `undefined` before it is up. */
  readonly attachments: () => Pick<LocalFunction, 'invoke'> | undefined
  /** All that are enabled, also before they are up. */
  readonly platforms: readonly string[]
  readonly crm: Pick<DemoCrm, 'received' | 'mode' | 'setMode'>
  /** Whether the demo CRM stands in for any destination. @default true */
  readonly hasDemoCrm?: boolean
  /** `undefined` before the functions are up. */
  readonly page: () => Page | undefined
  /** For the commands `parked`, `quarantine`, `replay`, `status` and `probe`; `undefined` before it is up. */
  readonly resources: () => LocalResources | undefined
  /** Puts a mail where its platform would; `undefined` where none comes that way. */
  readonly putIncoming?: (key: string, body: Uint8Array) => Promise<unknown> | undefined
  /** Lets the stand-in for a platform hold a payload, then points to it; `undefined` where nothing is fetched of it. */
  readonly bringHeld?: (platform: string, payload: Uint8Array) => Promise<Response> | undefined
  /** Keeps what platforms sent. */
  readonly payloads: RawPayloads
  /** What was sent to destinations, which an erasure takes, too. */
  readonly requests: Pick<SentRequests, 'forget'>
  /** Where it listens. */
  readonly host: string
  readonly now: () => Date
}

const fault = z.strictObject({ mode: z.enum(crmModes) })

type Bindings = { Bindings: HttpBindings }

/** The HTTP API of the local run: webhooks as API Gateway would hand them over, and a look at the demo CRM. */
export function frontDoor(options: FrontDoorOptions): Hono<Bindings> {
  const { status, ingest, attachments, platforms, crm, page, resources, payloads, host, now } = options
  const { putIncoming, bringHeld, requests, hasDemoCrm = true } = options
  const app = new Hono<Bindings>()

  app.all(
    '/webhooks/:platform',
    bodyLimit({ maxSize: maxBodyBytes, onError: () => gatewayError(413) }),
    async (context) => {
      const platform = context.req.param('platform')
      if (!platforms.includes(platform))
        return context.json({ error: `no platform "${platform}" here, only: ${platforms.join(', ')}` }, 404)
      const handler = ingest.get(platform)
      if (!handler || status() !== 'ok') return notUp(status())
      const receivedAt = new Date()
      const answer = await invoke(handler, context, context.req.path, receivedAt)
      if (answer.status === 200 && context.req.method === 'POST')
        payloads.keep(
          { from: receivedAt, to: new Date() },
          {
            platform,
            contentType: context.req.header('content-type') ?? '',
            body: new Uint8Array(await context.req.arrayBuffer()),
          },
        )
      return answer
    },
  )
  app.put(
    '/local/bucket/:key{incoming/[a-z0-9-]+/.+}',
    onlyThisMachine(host),
    bodyLimit({ maxSize: maxCollectedBytes, onError: () => gatewayError(413) }),
    async (context) => {
      const key = context.req.param('key')
      if (!isFromThisMachine(context.env.incoming))
        return context.json({ error: 'only programs on this machine may' }, 403)
      const putting = putIncoming?.(key, new Uint8Array(await context.req.arrayBuffer()))
      if (!putting)
        return context.json({ error: 'no mail comes by the bucket here: set platforms.ses.receiving' }, 404)
      await putting
      return context.json({ put: key })
    },
  )
  app.put(
    '/local/held/:platform',
    onlyThisMachine(host),
    bodyLimit({ maxSize: maxCollectedBytes, onError: () => gatewayError(413) }),
    async (context) => {
      const platform = context.req.param('platform')
      if (!isFromThisMachine(context.env.incoming))
        return context.json({ error: 'only programs on this machine may' }, 403)
      if (status() !== 'ok') return notUp(status())
      const bringing = bringHeld?.(platform, new Uint8Array(await context.req.arrayBuffer()))
      if (!bringing)
        return context.json(
          { error: `no mail of "${platform}" is fetched here: set platforms.${platform}.stored` },
          404,
        )
      return bringing
    },
  )
  app.get('/attachments/:token', async (context) => {
    const handler = attachments()
    if (!handler || status() !== 'ok') return notUp(status())
    return invoke(handler, context, '/attachments/{token}')
  })
  app.get('/health', (context) =>
    context.json({ status: status(), platforms }, status() === 'ok' ? 200 : 503, {
      'cache-control': 'no-store',
    }),
  )
  app.use('/crm/*', onlyThisMachine(host), onlySameOrigin)
  app.get('/crm/events', (context) => context.json(crm.received()))
  app.get('/crm/faults', (context) => context.json({ mode: crm.mode }))
  app.post('/crm/faults', async (context) => {
    const wanted = fault.safeParse(await context.req.json().catch(() => undefined))
    if (!wanted.success)
      return context.json({ error: `send {"mode": "…"} with one of: ${crmModes.join(', ')}` }, 400)
    if (!hasDemoCrm)
      return context.json(
        { error: 'nothing goes to the demo CRM here: each destination has `local` settings' },
        409,
      )
    await crm.setMode(wanted.data.mode)
    return context.json({ mode: crm.mode })
  })
  app.get('/local/resources', onlyThisMachine(host), (context) => {
    if (!isFromThisMachine(context.env.incoming))
      return context.json({ error: 'only programs on this machine are told' }, 403)
    const known = resources()
    return known ? context.json(known) : notUp(status())
  })
  app.delete('/local/payloads', onlyThisMachine(host), onlySameOrigin, async (context) => {
    if (!isFromThisMachine(context.env.incoming))
      return context.json({ error: 'only programs on this machine may do that' }, 403)
    payloads.forget()
    requests.forget()
    await page()?.console.onErased?.()
    return context.body(null, 204)
  })
  app.route('/', pageRoutes({ page, status, host, now }))
  app.get('/', (context) => context.text(describe(platforms, hasDemoCrm)))
  app.notFound((context) => context.json({ error: 'nothing here: GET / says what there is' }, 404))
  app.onError((error, context) => {
    // A sender that breaks off in the middle of its body.
    if (error instanceof RequestError) return context.json({ error: 'the request could not be read' }, 400)
    console.error(`front door: ${errorCode(error)}`)
    return gatewayError(500)
  })
  return app
}

/** The port listens seconds before the functions are up; a platform sends again what was answered so. */
function notUp(status: 'starting' | 'ok' | 'stopping'): Response {
  const message =
    status === 'stopping'
      ? 'the local run is ending: send it again once it has been started'
      : 'the local run is still starting: send it again in a few seconds'
  return Response.json({ message }, { status: 503, headers: { 'retry-after': '5' } })
}

async function invoke(
  handler: Pick<LocalFunction, 'invoke'>,
  context: Context<Bindings>,
  route: string,
  receivedAt = new Date(),
): Promise<Response> {
  const body = new Uint8Array(await context.req.arrayBuffer())
  const requestId = randomUUID()
  const { incoming } = context.env
  if (!('headersDistinct' in incoming)) return gatewayError(500)
  const routeKey = `${context.req.method} ${route}`
  const event = toHttpEvent(incoming, body, { routeKey, requestId, receivedAt })
  if (Buffer.byteLength(JSON.stringify(event)) > maxEventBytes) return gatewayError(413)
  try {
    return toResponse(await handler.invoke(event, { requestId }))
  } catch {
    // The function's own log says why.
    return gatewayError(500)
  }
}

function describe(platforms: readonly string[], hasDemoCrm: boolean): string {
  return [
    'Netzdialog, local run',
    '',
    'GET  /             in a browser: the flow, live',
    ...platforms.map((platform) => `POST /webhooks/${platform}`),
    'GET  /attachments/…     a link to an attachment, as a destination gets it',
    'GET  /health',
    'PUT  /local/bucket/incoming/…   a mail, as Amazon SES puts it there',
    'PUT  /local/held/…     a mail to which a platform points, as Resend keeps it',
    'GET  /local/resources   where the commands find queues, table and objects',
    ...(hasDemoCrm
      ? [
          'GET  /crm/events   what the demo CRM was sent and verified',
          'GET  /crm/faults   what it is told to suffer from',
          `POST /crm/faults   {"mode": "${crmModes.join('" | "')}"}`,
        ]
      : []),
    '',
  ].join('\n')
}
