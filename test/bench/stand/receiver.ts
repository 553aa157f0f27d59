import { createServer } from 'node:http'
import { close, listen } from '../../../bin/local/listen.ts'

export interface Arrival {
  /** `webhook-id` */
  readonly id: string
  /** Milliseconds since 1970. */
  readonly at: number
  /** `facebook:m_…` */
  readonly message: string | undefined
}

export interface PlainReceiver {
  readonly url: string
  /** Of each request that it took, in the order in which they came. */
  readonly arrivals: Arrival[]
  stop(): Promise<void>
}

interface CloudEvent {
  readonly data?: { readonly message?: { readonly id: string } }
}

/** Takes everything and proves nothing: a receiver's own work is not what is measured. */
export async function plainReceiver(): Promise<PlainReceiver> {
  const arrivals: PlainReceiver['arrivals'] = []
  const server = createServer((request, response) => {
    const at = Date.now()
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { data } = JSON.parse(Buffer.concat(chunks).toString()) as CloudEvent
      arrivals.push({ id: String(request.headers['webhook-id']), at, message: data?.message?.id })
      response.writeHead(204).end()
    })
  })
  server.keepAliveTimeout = 60_000
  return { url: `http://127.0.0.1:${await listen(server, 0)}/`, arrivals, stop: () => close(server) }
}
