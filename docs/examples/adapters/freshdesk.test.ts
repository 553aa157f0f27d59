import { type Answer, describeDestination, type ReceivedRequest } from 'netzdialog/testing'
import { destination } from './freshdesk.ts'

const apiKey = 'freshdesk-api-key-0123456789'

describeDestination({
  adapter: destination,
  settings: (origin) => ({ url: origin, apiKey }),
  secrets: [apiKey],
  taken: {
    'a new ticket': (request) => answerOf(request, []),
    'a note on a ticket that is found': (request) => answerOf(request, [ticket]),
  },
})

const ticket = { id: 7, status: 2, custom_fields: { cf_netzdialog_key: 'email:1f0c6e2ab93d4785' } }

/** As Freshdesk's API v2 answers. */
function answerOf({ method, path }: ReceivedRequest, found: readonly object[]): Answer {
  if (method === 'GET' && path.startsWith('/api/v2/tickets?')) return json(200, found)
  if (method === 'GET' && path.includes('/conversations')) return json(200, [])
  if (method === 'GET' || method === 'PUT') return json(200, ticket)
  return json(201, { id: 8 })
}

function json(status: number, body: unknown): Answer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
}
