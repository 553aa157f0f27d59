import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { close, listen } from '../../bin/local/listen.ts'
import { FakeGenesysOrganization, refused } from './fake-genesys-organization.ts'
import { loadVendorSpec, type SentRequest, type VendorSpec } from './vendor-spec.ts'

export const fakeClient = { clientId: 'netzdialog-client', clientSecret: 'recognisable-client-secret' }

/** What is done to a request instead of what it asks for; `swallow`: after that, and without an answer. */
export type GenesysFault =
  | 'swallow'
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string }

export interface FakeGenesys {
  readonly origin: string
  readonly organization: FakeGenesysOrganization
  readonly requests: { readonly name: string; readonly body: string }[]
  /** What the vendor's description has against requests and answers. */
  readonly problems: string[]
  /** For the next request of that name, each once: `POST socialmedia/escalations/messages`. */
  readonly faults: [name: RegExp, fault: GenesysFault][]
  expireTokens(): void
  stop(): Promise<void>
}

const prose = 'PATCH /api/v2/conversations/messages/{conversationId}: body'

/** Genesys Cloud's descriptions, less what they forgot: an update of a conversation needs its state alone. */
export async function loadGenesysSpecs(): Promise<VendorSpec[]> {
  const except = ['participants', 'startTime'].map((name) => `${prose} must have required property '${name}'`)
  const specs = await Promise.all([
    loadVendorSpec('genesys-conversations.yml', { except }),
    loadVendorSpec('genesys-social-media.yml'),
  ])
  return specs.filter((spec) => spec !== undefined)
}

/** A stand-in for Genesys Cloud on this machine, written from its descriptions, which check what it is asked and answers. */
export async function startFakeGenesys(specs: readonly VendorSpec[]): Promise<FakeGenesys> {
  const organization = new FakeGenesysOrganization()
  const tokens = new Set<string>()
  const requests: FakeGenesys['requests'] = []
  const problems: string[] = []
  const faults: FakeGenesys['faults'] = []
  const server = createServer((incoming, outgoing) => void handle(incoming, outgoing))
  const basic = `Basic ${Buffer.from(`${fakeClient.clientId}:${fakeClient.clientSecret}`).toString('base64')}`

  async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { method = '', url: path = '', headers } = incoming
    const body = Buffer.concat(await incoming.toArray()).toString()
    const { pathname, searchParams: query } = new URL(path, 'http://genesys.test')
    const name = `${method} ${pathname.replace('/api/v2/', '')}`
    requests.push({ name, body })
    const index = faults.findIndex(([wanted]) => wanted.test(name))
    const [[, fault] = []] = index < 0 ? [] : faults.splice(index, 1)
    if (typeof fault === 'object') {
      outgoing.writeHead(fault.status, fault.headers).end(fault.body ?? '')
      return
    }
    const answer =
      pathname === '/oauth/token'
        ? grantToken(headers.authorization, body)
        : tokens.has(headers.authorization ?? '')
          ? validated({ method, path, headers: flat(incoming), body }, () =>
              organization.answer({
                method,
                path: pathname.replace('/api/v2/', ''),
                query,
                json: body === '' ? undefined : JSON.parse(body),
              }),
            )
          : refused(401, 'bad.credentials')
    if (fault === 'swallow') return void incoming.socket.resetAndDestroy()
    outgoing.writeHead(answer.status, { 'content-type': 'application/json' })
    outgoing.end(answer.body === undefined ? '' : JSON.stringify(answer.body))
  }

  function validated(request: SentRequest, answerTo: () => { status: number; body?: unknown }) {
    const spec = specs[request.path.startsWith('/api/v2/socialmedia/') ? 1 : 0]
    const answer = answerTo()
    problems.push(...(spec?.requestProblems(request) ?? []))
    const text = answer.body === undefined ? '' : JSON.stringify(answer.body)
    problems.push(...(spec?.answerProblems(request, { status: answer.status, body: text }) ?? []))
    return answer
  }

  function grantToken(authorization: string | undefined, body: string) {
    if (authorization !== basic) return { status: 400, body: { error: 'invalid_client' } }
    if (new URLSearchParams(body).get('grant_type') !== 'client_credentials')
      return { status: 400, body: { error: 'unsupported_grant_type' } }
    const token = `token-${requests.length}`
    tokens.add(`Bearer ${token}`)
    return { status: 200, body: { access_token: token, token_type: 'bearer', expires_in: 86_400 } }
  }

  const origin = `http://127.0.0.1:${await listen(server, 0)}`
  return {
    origin,
    organization,
    requests,
    problems,
    faults,
    expireTokens: () => tokens.clear(),
    stop: () => close(server),
  }
}

function flat({ headersDistinct }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headersDistinct).map(([name, values]) => [name, (values ?? []).join(', ')]),
  )
}
