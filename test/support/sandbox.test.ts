import { execFile, fork, spawnSync } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { lookup, promises, Resolver } from 'node:dns'
import { once } from 'node:events'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer, get } from 'node:http'
import { connect, type LookupFunction } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { connect as connectTls } from 'node:tls'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { close, listen } from '../../bin/local/listen.ts'
import { takeRefusals } from './sandbox.ts'

const project = resolve(import.meta.dirname, '../..')
const operators = join(project, 'bin/deployment.ts')
// Of the addresses that are kept for documentation: nobody answers there, guard or not.
const outside = '198.51.100.7'
const refusal = (what: string) => [
  expect.stringContaining(`a test reaches for ${what}: tests connect to this machine alone`),
]

describe('a test', () => {
  let folder: string
  let port: number
  const server = createServer((_, response) => response.end('here'))

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'netzdialog-sandbox-'))
    symlinkSync(join(project, 'node_modules'), join(folder, 'node_modules'))
    port = await listen(server, 0)
  })
  afterAll(async () => {
    await close(server)
    rmSync(folder, { recursive: true })
  })

  it.each(['127.0.0.1', 'localhost'])('may connect to %s', async (host) => {
    expect(await (await fetch(`http://${host}:${port}`)).text()).toBe('here')
    expect(takeRefusals()).toEqual([])
  })

  it.each<[string, () => Promise<unknown>, string]>([
    ['fetch', () => fetch(`http://${outside}`), outside],
    ['fetch by name', () => fetch('http://crm.example.com'), 'crm.example.com'],
    ['fetch of IPv6', () => fetch('http://[2001:db8::7]'), '2001:db8::7'],
    ['http', () => once(get({ host: outside }), 'response'), outside],
    ['a socket', () => once(connect(80, outside), 'connect'), outside],
    ['a socket by name', () => once(connect({ port: 80, host: 'crm.test' }), 'connect'), 'crm.test'],
    ['TLS', () => once(connectTls({ port: 443, host: outside }), 'secureConnect'), outside],
    ['a lookup', () => promisify(lookup)('crm.test'), 'crm.test'],
    ['a lookup by promise', () => promises.lookup('crm.test'), 'crm.test'],
    ['a question for mail servers', () => promises.resolveMx('crm.test'), 'crm.test'],
    [
      'a resolver of its own',
      () => new Promise((_, reject) => new Resolver().resolve4('crm.test', reject)),
      'crm.test',
    ],
    ['a datagram', async () => createSocket('udp4').send('hello', 53, outside), outside],
  ])('cannot reach beyond this machine by %s', async (_, reach, what) => {
    await expect(reach()).rejects.toThrow()
    expect(takeRefusals()).toEqual(refusal(what))
  })

  it('is told that a reserved name does not exist, and nobody is asked', async () => {
    await expect(promises.lookup('nobody.invalid')).rejects.toMatchObject({ code: 'ENOTFOUND' })
    expect(takeRefusals()).toEqual([])
  })

  it('may give this machine any name by a lookup of its own, and no other machine', async () => {
    const finds =
      (address: string): LookupFunction =>
      (_name, options, done) =>
        options.all ? done(null, [{ address, family: 4 }]) : done(null, address, 4)
    const socket = connect({ port, host: 'crm.test', lookup: finds('127.0.0.1') })
    await once(socket, 'connect')
    socket.destroy()
    expect(takeRefusals()).toEqual([])
    await expect(
      once(connect({ port, host: 'crm.test', lookup: finds(outside) }), 'connect'),
    ).rejects.toThrow()
    expect(takeRefusals()).toEqual(refusal(`crm.test (${outside})`))
  })

  const reaching = `fetch('http://${outside}').catch(() => process.exit(7))`

  it('passes its bounds on to the processes that it starts, whatever their environment', async () => {
    const script = join(folder, 'reach.mjs')
    writeFileSync(script, reaching)
    expect(await once(fork(script, { env: {}, execArgv: [] }), 'exit')).toEqual([7, null])
    expect(takeRefusals()).toEqual(refusal(outside))

    const grandchild = `import { fork } from 'node:child_process'; fork(${JSON.stringify(script)}, { env: {}, execArgv: [] })`
    await promisify(execFile)(process.execPath, ['--input-type=module', '-e', grandchild], { env: {} })
    expect(takeRefusals()).toEqual(refusal(outside))

    expect(spawnSync(process.execPath, [script]).status).toBe(7)
    expect(takeRefusals()).toEqual(refusal(outside))
  })

  it('fails over what it was refused, even where the error ends nowhere', async () => {
    writeFileSync(
      join(folder, 'reach.test.mjs'),
      `import { it } from 'vitest'\nit('reaches', () => fetch('http://${outside}').catch(() => {}))\n`,
    )
    const setupFiles = [join(import.meta.dirname, 'sandbox.ts')]
    writeFileSync(
      join(folder, 'vitest.config.mjs'),
      `export default { test: { include: ['*.test.mjs'], setupFiles: ${JSON.stringify(setupFiles)} } }\n`,
    )
    const program = join(project, 'node_modules/vitest/vitest.mjs')
    const ran = await promisify(execFile)(process.execPath, [program, 'run'], { cwd: folder }).catch(
      (error: { code: number; stdout: string; stderr: string }) => error,
    )
    expect(ran).toMatchObject({ code: 1, stderr: expect.stringContaining(`a test reaches for ${outside}`) })
    takeRefusals()
  })

  it('never reads the deployment of whoever runs it', async () => {
    await expect(import(/* @vite-ignore */ operators)).rejects.toThrow(/a test reads bin\/deployment\.ts/)
    const imports = `await import(${JSON.stringify(pathToFileURL(operators).href)})`
    const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', imports], {
      encoding: 'utf8',
    })
    expect([status, stderr]).toEqual([1, expect.stringContaining('a test reads bin/deployment.ts')])
    expect(takeRefusals()).toHaveLength(1)
  })
})
