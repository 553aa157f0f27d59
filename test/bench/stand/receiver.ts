import { createServer } from 'node:http'
import { close, listen } from '../../../bin/local/listen.ts'

export interface PlainReceiver {
  readonly url: string
  /** `webhook-id` of each request, and when it came, in milliseconds since 1970. */
  readonly arrivals: { readonly id: string; readonly at: number; readonly body: string }[]
  stop(): Promise<void>
}

/** Takes everything and proves nothing: a receiver's own work is not what is measured. */
export async function plainReceiver(): Promise<PlainReceiver> {
  const arrivals: PlainReceiver['arrivals'] = []
  const server = createServer((request, response) => {
    const at = Date.now()
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      arrivals.push({ id: String(request.headers['webhook-id']), at, body: Buffer.concat(chunks).toString() })
      response.writeHead(204).end()
    })
  })
  server.keepAliveTimeout = 60_000
  return { url: `http://127.0.0.1:${await listen(server, 0)}/`, arrivals, stop: () => close(server) }
}
