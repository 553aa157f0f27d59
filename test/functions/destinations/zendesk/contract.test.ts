import { describe } from 'vitest'
import { zendesk } from '../../../../functions/destinations/zendesk/index.ts'
import { describeDestination } from '../../../contracts/destination-contract.ts'
import type { Answer, ReceivedRequest } from '../../../contracts/scripted-server.ts'

const answered = (status: number, body: unknown): Answer => ({ status, body: JSON.stringify(body) })

/** An account that has nothing yet and takes everything. */
function takeTicket({ method, path }: ReceivedRequest): Answer {
  if (path.startsWith('/api/v2/users/search')) return answered(200, { users: [] })
  if (path.startsWith('/api/v2/users/')) return answered(201, { user: { id: 7 } })
  if (path.startsWith('/api/v2/uploads')) return answered(201, { upload: { token: 'upload-1' } })
  if (path.includes('/comments')) return answered(200, { comments: [] })
  return method === 'GET' ? answered(200, { tickets: [] }) : answered(201, { ticket: { id: 4711 } })
}

function takePush({ body }: ReceivedRequest, code: string): Answer {
  const { external_resources: resources } = body.length > 0 ? JSON.parse(body.toString()) : {}
  const results = (resources ?? []).map((each: { external_id: string }) => ({
    external_resource_id: each.external_id,
    status: { code },
  }))
  return answered(200, { results })
}

describe('tickets', () => {
  describeDestination({
    adapter: zendesk,
    settings: (origin) => ({ url: origin, email: 'agent@acme.test', apiToken: 'recognisable-token' }),
    secrets: ['recognisable-token'],
    taken: { 'a new ticket': takeTicket },
  })
})

describe('the Channel framework', () => {
  describeDestination({
    adapter: zendesk,
    settings: (origin) => ({
      url: origin,
      deliver: 'channel',
      instancePushId: 'instance-1',
      email: 'agent@acme.test',
      apiToken: 'recognisable-token',
    }),
    secrets: ['recognisable-token'],
    taken: {
      success: (request) => takePush(request, 'success'),
      already_imported: (request) => takePush(request, 'already_imported'),
    },
    idempotencyKey: ({ body }) => JSON.parse(body.toString()).external_resources[0].external_id,
  })
})
