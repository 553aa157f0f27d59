import { once } from 'node:events'
import { type AddressInfo, createServer, type LookupFunction, type Server, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { RequestFailed } from '../../../functions/core/errors.ts'
import {
  createGuardedConnect,
  type GuardedConnectOptions,
} from '../../../functions/outbound/guarded-connect.ts'
import { closedOrigin } from '../../contracts/scripted-server.ts'

let server: Server
let port: number
const sockets: Socket[] = []

beforeAll(async () => {
  server = createServer((socket) => {
    sockets.push(socket)
    socket.on('error', () => undefined)
    socket.write('220 ready\r\n')
    socket.pipe(socket)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  port = (server.address() as AddressInfo).port
})
afterAll(() => {
  for (const socket of sockets) socket.destroy()
  server.close()
})

const resolving = (address: string): LookupFunction => {
  return (_, __, callback) => callback(null, [{ address, family: 4 }])
}
const patient = () => AbortSignal.timeout(5_000)

async function failureOf(
  host: string,
  {
    to = port,
    signal = patient(),
    ...options
  }: GuardedConnectOptions & { to?: number; signal?: AbortSignal },
): Promise<RequestFailed> {
  const error = await createGuardedConnect(options)(host, to, signal).catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(RequestFailed)
  expect(error).toMatchObject({ uncertain: false })
  return error as RequestFailed
}

describe('a connection', () => {
  const connect = createGuardedConnect({
    allowPrivateAddresses: true,
    resolve: resolving('127.0.0.1'),
  })

  it.each(['127.0.0.1', 'mail.example.test'])('carries bytes both ways: %s', async (host) => {
    const socket = await connect(host, port, patient())
    expect(String((await once(socket, 'data'))[0])).toBe('220 ready\r\n')
    socket.write('Grüße')
    expect(String((await once(socket, 'data'))[0])).toBe('Grüße')
    socket.destroy()
  })

  it('ends with its signal, and an error that nobody listens for harms nobody', async () => {
    const time = new AbortController()
    const socket = await connect('127.0.0.1', port, time.signal)
    time.abort()
    await new Promise((closed) => socket.once('close', closed))
    expect(socket.destroyed).toBe(true)
  })
})

describe('a failed connection', () => {
  const local = { allowPrivateAddresses: true }

  it('has the code of Node where it is refused', async () => {
    const to = Number(new URL(await closedOrigin()).port)
    expect((await failureOf('127.0.0.1', { ...local, to })).code).toBe('ECONNREFUSED')
  })

  it('has the code of Node where the name is not found', async () => {
    const unknown = Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' })
    const resolve: LookupFunction = (_, __, callback) => callback(unknown, [])
    expect((await failureOf('mail.example.test', { resolve })).code).toBe('ENOTFOUND')
  })

  it('is a time-out where the name takes too long', async () => {
    const silent = { ...local, resolve: () => undefined, signal: AbortSignal.timeout(50) }
    expect((await failureOf('mail.example.test', silent)).code).toBe('ETIMEDOUT')
  })

  it('makes none once the signal has been given', async () => {
    const before = sockets.length
    expect((await failureOf('127.0.0.1', { ...local, signal: AbortSignal.abort() })).code).toBe('aborted')
    expect(sockets).toHaveLength(before)
  })
})

describe('an address', () => {
  it.each(['127.0.0.1', '10.0.0.1', '169.254.169.254', '::1', '[::1]', '::ffff:10.0.0.1'])(
    'may not be private: %s',
    async (host) => {
      expect((await failureOf(host, {})).code).toBe('private_address')
    },
  )

  it('may not be a name of a private one', async () => {
    expect((await failureOf('localhost', {})).code).toBe('private_address')
    expect((await failureOf('mail.example.test', { resolve: resolving('10.0.0.1') })).code).toBe(
      'private_address',
    )
  })
})
