import { Hono } from 'hono/tiny'
import type { IngestPorts } from './ports.ts'
import { receiveWebhook } from './receive-webhook.ts'

/** The HTTP side of one platform's ingest function. */
export function ingestApp(ports: IngestPorts): Hono {
  const app = new Hono()
  app.all(`/webhooks/${ports.platform.name}`, async (context) => {
    const { raw } = context.req
    return receiveWebhook(
      {
        method: raw.method,
        query: new URL(raw.url).searchParams,
        headers: raw.headers,
        body: new Uint8Array(await raw.arrayBuffer()),
        receivedAt: ports.now(),
      },
      ports,
      context.env,
    )
  })
  return app
}
