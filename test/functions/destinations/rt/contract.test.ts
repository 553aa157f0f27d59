import { rt } from '../../../../functions/destinations/rt/index.ts'
import { describeDestination } from '../../../contracts/destination-contract.ts'
import type { Answer, ReceivedRequest } from '../../../contracts/scripted-server.ts'

describeDestination({
  adapter: rt,
  settings: (origin) => ({
    url: origin,
    queue: 'General',
    credentials: { token: '1-14-0123456789abcdef' },
    requestorTemplate: 'contact+{platform}-{id}@social.acme.test',
  }),
  secrets: ['1-14-0123456789abcdef'],
  taken: {
    'a new ticket': (request) => answerOf(request, []),
    'a comment on a ticket that is found': (request) => answerOf(request, [{ id: '7', Status: 'open' }]),
  },
})

/** As Request Tracker 5.0.3 answers. */
function answerOf({ method, path }: ReceivedRequest, found: readonly object[]): Answer {
  if (method === 'GET' && path.startsWith('/REST/2.0/tickets?')) return json(200, { items: found })
  if (method === 'GET')
    return json(200, { id: 7, Status: 'open', Queue: { id: '1' }, Owner: { id: 'Nobody' } })
  if (method === 'PUT') return json(200, [])
  if (path.endsWith('/comment')) return json(201, ['Comments added', 'Custom fields updated'])
  return json(201, { type: 'ticket', id: '8' })
}

function json(status: number, body: unknown): Answer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
}
