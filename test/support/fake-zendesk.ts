import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import * as z from 'zod'
import { close, listen } from '../../bin/local/listen.ts'
import { FakeZendeskAccount } from './fake-zendesk-account.ts'
import { type Call, Refused } from './fake-zendesk-reply.ts'
import type { VendorSpec } from './vendor-spec.ts'

export const fakeCredentials = {
  basic: `Basic ${Buffer.from('agent@acme.test/token:recognisable-api-token').toString('base64')}`,
  clientId: 'netzdialog',
  clientSecret: 'recognisable-client-secret',
}

/** What is done to a request instead of, or after, what it asks for. */
export type Fault = 'swallow' | 'cut' | { status: number; headers?: Record<string, string>; body?: string }

export interface FakeZendesk {
  readonly origin: string
  readonly account: FakeZendeskAccount
  /** `POST /api/v2/tickets`, as they came. */
  readonly requests: (Call & { name: string; headers: Record<string, string> })[]
  /** What the vendor's description, or its prose, has against requests and answers. */
  readonly problems: string[]
  /** For the next request of that name, each once: `PUT /api/v2/tickets/1`. */
  readonly faults: [name: RegExp, fault: Fault][]
  /** Lets every access token that was given expire. */
  expireTokens(): void
  stop(): Promise<void>
}

/**
 * A stand-in for Zendesk on this machine, written from its description and documentation: what it keeps is an account,
 * what it answers satisfies the description, and what it is asked has to.
 */
export async function startFakeZendesk(spec: VendorSpec | undefined): Promise<FakeZendesk> {
  let origin = ''
  const tokens = new Set<string>()
  const account = new FakeZendeskAccount()
  const requests: FakeZendesk['requests'] = []
  const problems: string[] = []
  const faults: FakeZendesk['faults'] = []
  const server = createServer((incoming, outgoing) => void handle(incoming, outgoing))

  async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const call = await readCall(incoming)
    const path = incoming.url ?? ''
    const name = `${call.method} ${call.path}`
    requests.push({ ...call, name, headers: call.headers })
    const sent = { method: call.method, path, headers: call.headers, body: call.body }
    problems.push(...(spec?.requestProblems(sent) ?? []))
    const index = faults.findIndex(([wanted]) => wanted.test(name))
    const [[, fault] = []] = index < 0 ? [] : faults.splice(index, 1)
    if (typeof fault === 'object') {
      outgoing.writeHead(fault.status, fault.headers).end(fault.body ?? '')
      return
    }
    const answer = answerTo(call)
    problems.push(...(spec?.answerProblems(sent, answer) ?? []))
    if (fault === 'swallow') return void incoming.socket.resetAndDestroy()
    const body = fault === 'cut' ? `${answer.body.slice(0, 200)}${'x'.repeat(70_000)}` : answer.body
    outgoing.writeHead(answer.status, {
      'content-type': 'application/json; charset=utf-8',
      ...answer.headers,
    })
    outgoing.end(body)
  }

  function answerTo(call: Call): { status: number; headers: Record<string, string>; body: string } {
    try {
      const {
        status,
        body,
        headers = {},
      } = call.path === '/oauth/tokens' ? grantToken(call) : account.answer(authorized(call))
      return { status, headers, body: JSON.stringify(body) }
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      return { status: error.status, headers: {}, body: JSON.stringify(error.body) }
    }
  }

  function authorized(call: Call): Call {
    const given = call.headers['authorization'] ?? ''
    if (given === fakeCredentials.basic || tokens.has(given.replace('Bearer ', ''))) return call
    // Anybody may ask who they are.
    if (call.path === '/api/v2/users/me') return { ...call, anonymous: true }
    throw new Refused(401, {
      error: 'invalid_token',
      error_description: 'The access token provided is expired',
    })
  }

  function grantToken({ body }: Call) {
    const asked = grantRequest.safeParse(JSON.parse(body.toString())).data
    if (!asked) throw new Refused(400, { error: 'invalid_request' })
    if (asked.client_id !== fakeCredentials.clientId || asked.client_secret !== fakeCredentials.clientSecret)
      throw new Refused(401, { error: 'invalid_client' })
    const token = `token-${tokens.size + 1}-${requests.length}`
    tokens.add(token)
    const granted = {
      access_token: token,
      token_type: 'bearer',
      scope: asked.scope,
      expires_in: asked.expires_in,
    }
    return { status: 201, body: granted, headers: {} }
  }

  origin = `http://127.0.0.1:${await listen(server, 0)}`
  account.origin = origin
  account.complain = (problem) => problems.push(problem)
  return {
    origin,
    account,
    requests,
    problems,
    faults,
    expireTokens: () => tokens.clear(),
    stop: () => close(server),
  }
}

const grantRequest = z.strictObject({
  grant_type: z.literal('client_credentials'),
  client_id: z.string(),
  client_secret: z.string(),
  scope: z.string(),
  // More than 5 minutes, less than 2 days.
  expires_in: z.int().gt(300).lt(172_800),
})

async function readCall(incoming: IncomingMessage): Promise<Call> {
  const url = new URL(incoming.url ?? '/', 'http://zendesk.test')
  const headers = Object.fromEntries(
    Object.entries(incoming.headersDistinct).map(([name, values]) => [name, (values ?? []).join(', ')]),
  )
  const body = Buffer.concat(await incoming.toArray())
  return { method: incoming.method ?? '', path: url.pathname, query: url.searchParams, headers, body }
}
