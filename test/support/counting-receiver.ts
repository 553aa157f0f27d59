import { once } from 'node:events'
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { Webhook } from 'standardwebhooks'

export interface Arrival {
  readonly id: string
  readonly event: { id: string; type: string; data: { message?: { text?: string; withheld?: string } } }
}

/** A consumer that verifies every request and writes down each arrival, repeated ones too. */
export async function countingReceiver(secret: string) {
  const arrivals: Arrival[] = []
  const verifier = new Webhook(secret)
  const server = createServer(async (request, response) => {
    const body = await text(request)
    const event = verifier.verify(body, request.headers as Record<string, string>) as Arrival['event']
    arrivals.push({ id: String(request.headers['webhook-id']), event })
    response.writeHead(204).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    arrivals,
    url: `http://127.0.0.1:${address.port}`,
    stop() {
      server.close()
      server.closeAllConnections()
    },
  }
}
