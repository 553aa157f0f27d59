import { createServer } from 'node:http'
import { close, listen } from '../../bin/local/listen.ts'

interface Ticket {
  readonly id: number
  readonly subject: string
  readonly description: string
  readonly custom_fields: object
}

/** Freshdesk, as far as this goes: a real HTTP server that keeps what it is given, is away, or finds nothing. */
export async function fakeFreshdesk(apiKey: string) {
  const tickets: Ticket[] = []
  const notes: { readonly ticket: string; readonly body: string }[] = []
  const state = { away: false, refused: 0, findsNothing: false }
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString()
    const answer = (status: number, value: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
    if (state.away) {
      state.refused += 1
      return void answer(503, { message: 'away' })
    }
    const wanted = `Basic ${Buffer.from(`${apiKey}:X`).toString('base64')}`
    if (request.headers.authorization !== wanted) return void answer(401, { code: 'invalid_credentials' })
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    if (request.method === 'POST' && pathname === '/api/v2/tickets') {
      const ticket = { ...JSON.parse(body), id: tickets.length + 1 }
      tickets.push(ticket)
      return void answer(201, ticket)
    }
    const [, , , , ticket = ''] = pathname.split('/')
    if (request.method === 'POST')
      return void answer(201, { id: notes.push({ ...JSON.parse(body), ticket }) })
    if (request.method === 'PUT') return void answer(200, tickets[0])
    if (pathname.endsWith('/conversations')) return void answer(200, [])
    if (ticket === '') return void answer(200, state.findsNothing ? [] : tickets)
    const found = tickets.find(({ id }) => String(id) === ticket)
    return void answer(found ? 200 : 404, found)
  })
  const port = await listen(server, 0)
  return { url: `http://127.0.0.1:${port}`, tickets, notes, state, stop: () => close(server) }
}
