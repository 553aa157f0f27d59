import { createServer as createHttpsServer } from 'node:https'
import { type AddressInfo, createServer, type LookupFunction } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { RequestFailed } from '../../../functions/core/errors.ts'
import { createGuardedFetch, type GuardedFetchOptions } from '../../../functions/outbound/guarded-fetch.ts'
import { closedOrigin, useScriptedServer } from '../../contracts/scripted-server.ts'
import { selfSigned } from '../../support/self-signed.ts'

const local = { allowHttp: true, allowPrivateAddresses: true }
const server = useScriptedServer()
const post = { method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'Grüße 🚚' }

async function failureOf(request: Promise<Response>): Promise<RequestFailed> {
  const error = await request.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(RequestFailed)
  return error as RequestFailed
}

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

async function listen(other: ReturnType<typeof createServer>): Promise<number> {
  await new Promise<void>((listening) => other.listen(0, '127.0.0.1', listening))
  closing.push(() => other.close())
  return (other.address() as AddressInfo).port
}

/** A server that writes these bytes, whatever it is asked, and hangs up unless told what else to do then. */
async function writes(answer: string, then?: () => void): Promise<string> {
  const raw = createServer((socket) => {
    closing.push(() => socket.destroy())
    socket.on('error', () => undefined)
    socket.once('data', () => (then ? socket.write(answer, then) : socket.end(answer)))
  })
  return `http://127.0.0.1:${await listen(raw)}`
}

describe('an answer', () => {
  const fetch = createGuardedFetch(local)

  it('comes with status, headers and body, and the request arrived as it was', async () => {
    server.answer = () => ({ status: 201, headers: { 'x-id': '7', 'set-cookie': 'a=1' }, body: 'Größe 🚚' })
    const answer = await fetch(`${server.origin}/a?b=c`, post)
    expect([answer.status, answer.headers.get('x-id'), await answer.text()]).toEqual([201, '7', 'Größe 🚚'])
    expect(server.requests).toEqual([
      expect.objectContaining({ method: 'POST', path: '/a?b=c', body: Buffer.from(post.body) }),
    ])
    expect(server.requests[0]?.headers).toMatchObject({
      'content-length': String(Buffer.byteLength(post.body)),
      'content-type': 'text/plain',
    })
  })

  it.each([204, 205, 304, 400, 500, 599])('may have status %i', async (status) => {
    server.answer = () => ({ status, body: '' })
    expect((await fetch(server.origin, post)).status).toBe(status)
  })

  it('is not followed where it redirects', async () => {
    server.answer = () => ({ status: 307, headers: { location: 'http://169.254.169.254/' }, body: '' })
    const answer = await fetch(server.origin, post)
    expect([answer.status, answer.headers.get('location')]).toEqual([307, 'http://169.254.169.254/'])
    expect(server.requests).toHaveLength(1)
  })

  it('is kept up to 64 kB', async () => {
    server.answer = () => ({ status: 200, body: 'x'.repeat(65_535) })
    expect((await (await fetch(server.origin, post)).text()).length).toBe(65_535)
    server.answer = () => 'flood'
    expect((await (await fetch(server.origin, post)).text()).length).toBe(65_536)
  })

  it('is kept as far as somebody wants it, and no more of it is taken', async () => {
    server.answer = () => 'flood'
    const large = createGuardedFetch({ ...local, maxBodyBytes: 1_000_001 })
    expect((await (await large(server.origin, post)).arrayBuffer()).byteLength).toBe(1_000_001)
    server.answer = () => ({ status: 200, body: 'x'.repeat(999_999) })
    expect((await (await large(server.origin, post)).arrayBuffer()).byteLength).toBe(999_999)
  })
})

describe('a failure', () => {
  const fetch = createGuardedFetch(local)

  it('is certain where the connection is refused', async () => {
    expect(await failureOf(fetch(await closedOrigin(), post))).toMatchObject({
      code: 'ECONNREFUSED',
      uncertain: false,
    })
  })

  it('has one code where all addresses of a name refuse', async () => {
    const { port } = new URL(await closedOrigin())
    const addresses = [
      { address: '127.0.0.1', family: 4 },
      { address: '127.0.0.2', family: 4 },
    ]
    const both = createGuardedFetch({ ...local, resolve: (_, __, callback) => callback(null, addresses) })
    expect(await failureOf(both(`http://crm.example.test:${port}/`, post))).toMatchObject({
      code: 'ECONNREFUSED',
      uncertain: false,
    })
  })

  it('is certain where the name is not found', async () => {
    const unknown = Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' })
    const lost = createGuardedFetch({ resolve: (_, __, callback) => callback(unknown, []) })
    expect(await failureOf(lost('https://crm.example.test/', post))).toMatchObject({
      code: 'ENOTFOUND',
      uncertain: false,
    })
  })

  it.each(['reset before the body is read', 'reset after the body is read'] as const)(
    'is uncertain at a %s',
    async (reset) => {
      server.answer = () => reset
      expect(await failureOf(fetch(server.origin, post))).toMatchObject({
        code: 'ECONNRESET',
        uncertain: true,
      })
    },
  )

  it.each([
    ['no HTTP at all', 'SSH-2.0-OpenSSH_9.9\r\n', /^HPE_/],
    ['a status that is none', 'HTTP/1.1 999 Denied\r\ncontent-length: 0\r\n\r\n', /^invalid_status$/],
    ['half a body', 'HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc', /^ECONNRESET$/],
    ['half a header', 'HTTP/1.1 200 OK\r\nconte', /^ECONNRESET$/],
    ['endless headers', `HTTP/1.1 200 OK\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`, /^HPE_HEADER_OVERFLOW$/],
  ])('is uncertain at %s', async (_, answer, code) => {
    const failure = await failureOf(fetch(await writes(answer), post))
    expect(failure).toMatchObject({ code: expect.stringMatching(code), uncertain: true })
  })

  it.each([
    ['there is no answer', 'HTTP/1.1 '],
    ['the answer does not end', 'HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc'],
  ])('is an uncertain time-out where %s', async (_, answer) => {
    const time = new AbortController()
    const end = () => setTimeout(() => time.abort(new DOMException('', 'TimeoutError')), 50)
    const request = fetch(await writes(answer, end), { ...post, signal: time.signal })
    expect(await failureOf(request)).toMatchObject({ code: 'ETIMEDOUT', uncertain: true })
  })

  it('is a certain time-out where the name takes too long', async () => {
    const slow = createGuardedFetch({ ...local, resolve: () => undefined })
    const request = slow('http://crm.example.test/', { ...post, signal: AbortSignal.timeout(50) })
    expect(await failureOf(request)).toMatchObject({ code: 'ETIMEDOUT', uncertain: false })
  })

  it('is certain where it was aborted before', async () => {
    const request = fetch(server.origin, { ...post, signal: AbortSignal.abort() })
    expect(await failureOf(request)).toMatchObject({ code: 'aborted', uncertain: false })
    expect(server.requests).toEqual([])
  })

  it('is certain where a header cannot be sent', async () => {
    const request = fetch(server.origin, { ...post, headers: { 'x-name': 'a\r\nx-other: b' } })
    expect(await failureOf(request)).toMatchObject({ code: 'invalid_request', uncertain: false })
  })

  it('quotes nothing of the request', async () => {
    const url = `${await closedOrigin()}/?token=secret`
    expect((await failureOf(fetch(url, { ...post, headers: { a: 'secret' } }))).message).not.toContain(
      'secret',
    )
    expect((await failureOf(fetch('secret', post))).message).not.toContain('secret')
  })
})

describe('an address', () => {
  const resolving = (address: string): LookupFunction => {
    return (_, __, callback) => callback(null, [{ address, family: 4 }])
  }
  const codeOf = async (url: string, options?: GuardedFetchOptions) =>
    (await failureOf(createGuardedFetch(options)(url, post))).code

  it.each(['http://crm.example.test/', 'ftp://crm.example.test/', 'file:///etc/passwd', 'data:,x'])(
    'must be https: %s',
    async (url) => {
      expect(await codeOf(url)).toBe('insecure_url')
    },
  )

  it('must be one', async () => {
    expect(await codeOf('crm.example.test')).toBe('invalid_url')
  })

  it.each([
    'https://127.0.0.1/',
    'https://127.1/',
    'https://0x7f000001/',
    'https://2130706433/',
    'https://0177.0.0.1/',
    'https://10.0.0.1./',
    'https://169.254.169.254/latest/meta-data/',
    'https://[::1]/',
    'https://[::]/',
    'https://[::ffff:10.0.0.1]/',
    'https://[fd00:ec2::254]/',
    'https://①②⑦.0.0.1/',
  ])('may not be private: %s', async (url) => {
    expect(await codeOf(url)).toBe('private_address')
  })

  it('may not be a name of a private one', async () => {
    expect(await codeOf('https://localhost/')).toBe('private_address')
    expect(await codeOf('https://crm.example.test/', { resolve: resolving('10.0.0.1') })).toBe(
      'private_address',
    )
  })

  it('is looked up once, at the connection, so that it cannot change between check and use', async () => {
    const { port } = new URL(server.origin)
    let asked = 0
    const resolve: LookupFunction = (name, options, callback) => {
      asked++
      resolving('127.0.0.1')(name, options, callback)
    }
    const guarded = createGuardedFetch({ allowHttp: true, resolve })
    for (const time of [1, 2, 3]) {
      const failure = await failureOf(guarded(`http://crm.example.test:${port}/`, post))
      expect([failure.code, asked]).toEqual(['private_address', time])
    }
    expect(server.requests).toEqual([])
  })

  it('may be private where that is allowed', async () => {
    const { port } = new URL(server.origin)
    const fetch = createGuardedFetch({ ...local, resolve: resolving('127.0.0.1') })
    expect((await fetch(`http://crm.example.test:${port}/`, post)).status).toBe(204)
    expect(server.requests[0]?.headers['host']).toBe(`crm.example.test:${port}`)
  })
})

describe('a connection', () => {
  async function countConnections(run: (origin: string) => Promise<void>): Promise<number> {
    let connections = 0
    const counting = createServer((socket) => {
      connections++
      closing.push(() => socket.destroy())
      socket.on('data', () => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n'))
    })
    await run(`http://127.0.0.1:${await listen(counting)}`)
    return connections
  }

  it('is kept from one request to the next', async () => {
    const fetch = createGuardedFetch({ ...local, now: () => 0 })
    const count = await countConnections(async (origin) => {
      for (const _ of [1, 2, 3]) await fetch(origin, post)
    })
    expect(count).toBe(1)
  })

  it('is not used again after a pause, in which the other side may have closed it unheard', async () => {
    let time = 0
    const fetch = createGuardedFetch({ ...local, now: () => time })
    const count = await countConnections(async (origin) => {
      for (time of [0, 4_000, 8_001, 12_000]) await fetch(origin, post)
    })
    expect(count).toBe(2)
  })
})

describe('TLS', () => {
  type Certificate = ReturnType<typeof selfSigned>

  async function postTo(name: string, certificate: Certificate, trusted?: string, path = '/') {
    const secure = createHttpsServer(certificate, ({ url, socket }, outgoing) =>
      url === '/reset' ? socket.destroy() : outgoing.end('hello'),
    )
    const port = await listen(secure)
    closing.push(() => secure.closeAllConnections())
    const resolve: LookupFunction = (_, __, callback) => callback(null, [{ address: '127.0.0.1', family: 4 }])
    const fetch = createGuardedFetch({
      allowPrivateAddresses: true,
      resolve,
      ...(trusted !== undefined && { ca: trusted }),
    })
    return fetch(`https://${name}:${port}${path}`, post)
  }
  const good = selfSigned(['crm.example.test'], new Date('2049-01-01T00:00:00Z'))
  const expired = selfSigned(['crm.example.test'], new Date('2021-01-01T00:00:00Z'))

  it('carries a request to a host with a trusted certificate', async () => {
    expect(await (await postTo('crm.example.test', good, good.cert)).text()).toBe('hello')
  })

  it('is uncertain of a request that was cut off', async () => {
    const request = postTo('crm.example.test', good, good.cert, '/reset')
    expect(await failureOf(request)).toMatchObject({ code: 'ECONNRESET', uncertain: true })
  })

  it.each([
    ['nobody trusts', 'crm.example.test', good, undefined, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['is of another host', 'other.example.test', good, good.cert, 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['has expired', 'crm.example.test', expired, expired.cert, 'CERT_HAS_EXPIRED'],
  ])('sends nothing to a host whose certificate %s', async (_, name, certificate, trusted, code) => {
    expect(await failureOf(postTo(name, certificate, trusted))).toMatchObject({ code, uncertain: false })
  })
})
