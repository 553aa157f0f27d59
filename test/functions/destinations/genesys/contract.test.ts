import { genesys } from '../../../../functions/destinations/genesys/index.ts'
import { describeDestination } from '../../../contracts/destination-contract.ts'
import type { Answer, ReceivedRequest } from '../../../contracts/scripted-server.ts'
import { genesysSettings } from './genesys-ids.ts'

const answered = (status: number, body: unknown): Answer => ({ status, body: JSON.stringify(body) })
const signIn = ({ path }: ReceivedRequest) =>
  path === '/oauth/token' ? answered(200, { access_token: 'token-1', expires_in: 86_400 }) : undefined

/** An organization that takes everything, and says so by `status` where messages come in. */
function take(status: number, { path, body }: ReceivedRequest): Answer {
  if (path.includes('/inbound/open/message'))
    return answered(status, { id: 'message-1', ...(status === 200 && { conversationId: 'conversation-1' }) })
  if (path.endsWith('/dataingestionrules/open') || path.includes('/messages/bulk')) {
    const sent = body.length > 0 ? JSON.parse(body.toString()) : []
    return answered(202, { entities: sent.map((each: object) => ({ ...each, id: 'social-1' })) })
  }
  if (path.includes('/details')) return answered(200, { conversationId: 'conversation-1' })
  if (path.includes('/escalations/'))
    return answered(200, { escalationStatus: 'Manual', conversationNormalizedMessageId: 'message-2' })
  return answered(200, {
    id: 'conversation-1',
    participants: [{ id: 'p', purpose: 'customer', state: 'connected' }],
  })
}

describeDestination({
  adapter: genesys,
  settings: genesysSettings,
  secrets: ['recognisable-client-secret'],
  signIn,
  taken: { 200: (request) => take(200, request), 'a 202 that comes to be': (request) => take(202, request) },
})
