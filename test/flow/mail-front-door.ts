import { createServer, type Server } from 'node:http'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { mime as sender } from '../../bin/local/senders/mime.ts'
import { Proven } from '../../functions/contracts/proven.ts'
import { mime } from '../../functions/platforms/mime/index.ts'
import type { ContactEvent } from '../../schemas/contact-event.ts'
import { emptyWorld } from '../contracts/webhook-request.ts'

export const mimeSettings = mime.settings.parse(sender.localSecrets)

/** Stands for the front door: verifies, reads, and answers what the test wants. */
export interface FrontDoor {
  readonly server: Server
  readonly url: string
  status: number
  readonly requests: { headers: Headers; body: Buffer }[]
  readonly events: ContactEvent[]
  readonly refused: unknown[]
}

export async function openFrontDoor(): Promise<FrontDoor> {
  const requests: FrontDoor['requests'] = []
  const events: ContactEvent[] = []
  const refused: unknown[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', async () => {
      const body = Buffer.concat(chunks)
      const headers = new Headers(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      )
      const receivedAt = new Date()
      requests.push({ headers, body })
      try {
        const proven = await Proven.byVerifying(
          { method: 'POST', query: new URLSearchParams(), headers, body, receivedAt },
          (request) => mime.verify(request, mimeSettings, emptyWorld),
        )
        const result = await mime.normalize(proven, {
          settings: mimeSettings,
          receivedAt: receivedAt.toISOString(),
        })
        events.push(...result.events)
      } catch (error) {
        refused.push(error)
      }
      response.statusCode = door.status
      response.end()
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  const door: FrontDoor = { server, url: `http://127.0.0.1:${port}/`, status: 200, requests, events, refused }
  return door
}

export async function freePort(): Promise<number> {
  const server = createTcpServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  await new Promise((done) => server.close(done))
  return port
}
