import * as z from 'zod'
import { rt } from '../../../../functions/destinations/rt/index.ts'
import { describeBecoming, overheard } from '../../../contracts/becoming.ts'

/** Status by id: as much of Request Tracker as the adapter decides by. */
const tickets = new Map<string, string>()

const written = z.object({
  Status: z.string().optional(),
  Told: z.string().optional(),
  Requestor: z.string().optional(),
  Attachments: z.array(z.unknown()).optional(),
})
const read = (body: string) => written.parse(JSON.parse(body))
const ticketOf = (path: string) => /\/ticket\/(\d+)/.exec(path)?.[1] ?? ''

const { fetch, took } = overheard(
  async (url, { method, body }) => {
    const { pathname } = new URL(url)
    const id = ticketOf(pathname)
    if (pathname === '/REST/2.0/tickets') return Response.json({ items: [] })
    if (method === 'GET') {
      const [Queue, Owner] = [{ id: '1' }, { id: 'Nobody' }]
      return Response.json({ id, Status: tickets.get(id), Queue, Owner })
    }
    if (method === 'PUT') {
      tickets.set(id, read(String(body)).Status ?? tickets.get(id) ?? 'new')
      return Response.json([])
    }
    if (pathname.endsWith('/comment')) {
      const headers = { location: `https://rt.acme.test/REST/2.0/transaction/${id}1` }
      return Response.json(['Comments added', 'Custom fields updated'], { status: 201, headers })
    }
    const created = `${tickets.size + 1}`
    tickets.set(created, 'new')
    return Response.json({ type: 'ticket', id: created }, { status: 201 })
  },
  ({ method, path, body }) => {
    if (method === 'GET') return undefined
    const { Status, Told, Requestor, Attachments } = read(body)
    const files = Attachments?.length ? ', with its file' : ''
    if (path.endsWith('/comment')) return `a comment${files}`
    if (method === 'POST') return `a new ticket${files}`
    return [
      ...(Requestor === undefined ? [] : ['the person as its requestor']),
      ...(Status === undefined ? [] : [`status \`${Status}\``]),
      ...(Told === undefined ? [] : ['the time of last contact']),
    ].join(', ')
  },
)

describeBecoming({
  adapter: rt,
  settings: () => ({
    url: 'https://rt.acme.test',
    queue: 'General',
    credentials: { token: '1-14-0123456789abcdef' },
    requestorTemplate: 'contact+{platform}-{id}@social.acme.test',
  }),
  recording: new URL('./fixtures/becomes.json', import.meta.url),
  took,
  close: (ticket) => tickets.set(ticket, 'resolved'),
  context: { fetch },
})
