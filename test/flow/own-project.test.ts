import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import * as z from 'zod'
import { close, listen } from '../../bin/local/listen.ts'
import { describeWith } from '../support/describe-with.ts'
import { tar } from '../support/programs.ts'

const run = promisify(execFile)
const repository = resolve(import.meta.dirname, '../..')
const apiKey = 'freshdesk-api-key-0123456789'

/** What npm would install beside the package: what its manifest declares, and nothing that it does not. */
const manifest = z.object({
  dependencies: z.record(z.string(), z.string()),
  peerDependencies: z.record(z.string(), z.string()),
})

/** Compiling it takes most of that. */
vi.setConfig({ testTimeout: 300_000 })

let folder: string
let project: string
let netzdialog: ChildProcess | undefined

/** The package's archive, of this version or of one that differs in its number alone. */
async function pack(version?: string): Promise<string> {
  const { stdout } = await run('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: repository })
  const archive = join(folder, stdout.trim().split('\n').at(-1) ?? '')
  if (version === undefined) return archive
  const unpacked = join(folder, `unpacked-${version}`)
  await mkdir(unpacked)
  await run('tar', ['-xzf', archive, '-C', unpacked])
  for (const file of ['package/package.json', 'package/dist/package.json']) {
    const text = await readFile(join(unpacked, file), 'utf8')
    await writeFile(join(unpacked, file), text.replace(/"version": "[^"]+"/, `"version": "${version}"`))
  }
  const other = join(folder, `netzdialog-${version}.tgz`)
  await run('tar', ['-czf', other, '-C', unpacked, 'package'])
  return other
}

/** As `npm install` does it, without a registry: packages of the repository stand for those that it would bring. */
async function install(archive: string): Promise<void> {
  const modules = join(project, 'node_modules')
  await rm(join(modules, 'netzdialog'), { recursive: true, force: true })
  await run('tar', ['-xzf', archive, '-C', modules])
  await rename(join(modules, 'package'), join(modules, 'netzdialog'))
  const text = await readFile(join(modules, 'netzdialog/package.json'), 'utf8')
  const { dependencies, peerDependencies } = manifest.parse(JSON.parse(text))
  for (const name of Object.keys({ ...dependencies, ...peerDependencies })) {
    await mkdir(dirname(join(modules, name)), { recursive: true })
    await symlink(join(repository, 'node_modules', name), join(modules, name)).catch(() => {})
  }
}

/** Freshdesk, as far as this goes: a real HTTP server that keeps what it is given. */
const freshdesk = await fakeFreshdesk()

async function fakeFreshdesk() {
  const tickets: { id: number; subject: string; description: string; custom_fields: object }[] = []
  const notes: unknown[] = []
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString()
    const answer = (status: number, value: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
    const wanted = `Basic ${Buffer.from(`${apiKey}:X`).toString('base64')}`
    if (request.headers.authorization !== wanted) return void answer(401, { code: 'invalid_credentials' })
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    if (request.method === 'POST' && pathname === '/api/v2/tickets') {
      const ticket = { ...JSON.parse(body), id: tickets.length + 1 }
      tickets.push(ticket)
      return void answer(201, ticket)
    }
    if (request.method === 'POST') return void answer(201, { id: notes.push(JSON.parse(body)) })
    if (pathname === '/api/v2/tickets') return void answer(200, tickets)
    return void answer(200, tickets[0])
  })
  const port = await listen(server, 0)
  return { url: `http://127.0.0.1:${port}`, tickets, notes, stop: () => close(server) }
}

const configuration = () => `import { defineDeployment } from 'netzdialog'

export default defineDeployment({
  name: 'dialog',
  platforms: { telegram: { adapter: './adapters/telegram.ts', settings: { bot: 'acme_service_bot' } } },
  destinations: [
    {
      name: 'desk',
      adapter: './adapters/freshdesk.ts',
      settings: { url: 'https://acme.freshdesk.com' },
      local: { url: '${freshdesk.url}', apiKey: '${apiKey}' },
    },
    { name: 'crm', adapter: 'webhook', settings: { url: 'https://crm.acme.example' } },
  ],
  routing: { rules: [{ to: ['crm'] }], decide: './to-desk.ts', enrich: './decisions.ts' },
})
`

/** Without it nothing comes to the desk. */
const toDesk = `import type { Decide } from 'netzdialog'

export const decide: Decide = ({ known }) => (known.ticket.exists ? undefined : { to: ['desk'] })
`

/** A foreign CDK app, whose stack has a queue of its own. */
const app = `import { App, Stack } from 'aws-cdk-lib/core'
import { Queue } from 'aws-cdk-lib/aws-sqs'
import { Netzdialog } from 'netzdialog/cdk'
import deployment from './netzdialog.config.ts'

const app = new App()
const stack = new Stack(app, 'Service')
new Queue(stack, 'Own')
new Netzdialog(stack, 'Dialog', deployment)
app.synth()
`

/** Of the vitest that runs this, nothing is the project's. */
const environment = () => ({
  ...Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(VITEST|NODE_ENV$|TEST$|NETZDIALOG_)/.test(name)),
  ),
  NO_COLOR: '1',
})

const command = join('node_modules', 'netzdialog', 'bin', 'netzdialog.mjs')

async function start(): Promise<string> {
  const server = createServer()
  const port = await listen(server, 0)
  await close(server)
  const env = { ...environment(), PORT: String(port), CRM_PORT: '0' }
  const child = spawn(process.execPath, [command, 'start'], {
    cwd: project,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  netzdialog = child
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)))
  const url = `http://127.0.0.1:${port}`
  await vi.waitFor(
    async () => {
      if (child.exitCode !== null) return
      expect((await fetch(`${url}/health`)).status).toBe(200)
    },
    { timeout: 90_000, interval: 200 },
  )
  await vi.waitFor(() => expect(output).toContain('Try next'), { timeout: 10_000 })
  expect(output).toContain('npx netzdialog send telegram samples/telegram/message.json')
  return url
}

async function synthesize(): Promise<{ resources: Record<string, unknown>; files: string[] }> {
  const outdir = join(project, 'cdk.out')
  await rm(outdir, { recursive: true, force: true })
  await run(process.execPath, ['app.ts'], { cwd: project, env: { ...environment(), CDK_OUTDIR: outdir } })
  const template = JSON.parse(await readFile(join(outdir, 'Service.template.json'), 'utf8'))
  const files = await readdir(outdir, { recursive: true })
  return { resources: template.Resources, files }
}

describeWith(tar, 'a project of its own, made from the package', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'netzdialog-own-project-'))
    project = join(folder, 'dialog')
    await mkdir(join(project, 'node_modules'), { recursive: true })
    await install(await pack())
    await cp(join(repository, 'docs/examples'), project, { recursive: true })
  }, 300_000)
  afterAll(async () => {
    netzdialog?.kill('SIGKILL')
    await freshdesk.stop()
    await rm(folder, { recursive: true })
  })

  it('begins with three files, whose deployment is right', async () => {
    const args = [command, 'init', '../fresh', '--no-install']
    await run(process.execPath, args, { cwd: project, env: environment() })
    const fresh = join(folder, 'fresh')
    expect((await readdir(fresh)).sort()).toEqual(['.gitignore', 'netzdialog.config.ts', 'package.json'])
    await symlink(join(project, 'node_modules'), join(fresh, 'node_modules'))
    const { stdout } = await run(process.execPath, [command, 'check'], { cwd: fresh, env: environment() })
    expect(stdout).toContain('the deployment "netzdialog" is right: facebook, mime to crm')
    await expect(run(process.execPath, args, { cwd: project, env: environment() })).rejects.toThrow(
      'holds .gitignore already',
    )
  })

  it('runs the whole layer with adapters and decisions of its own: Telegram in, Freshdesk out', async () => {
    await writeFile(join(project, 'package.json'), '{ "name": "dialog", "private": true, "type": "module" }')
    await writeFile(join(project, 'netzdialog.config.ts'), configuration())
    await writeFile(join(project, 'to-desk.ts'), toDesk)
    const url = await start()
    const args = [
      command,
      'send',
      'telegram',
      'samples/telegram/message.json',
      '--url',
      `${url}/webhooks/telegram`,
    ]
    const { stdout } = await run(process.execPath, args, { cwd: project, env: environment() })
    expect(stdout).toContain('message.json: 200')
    await vi.waitFor(() => expect(freshdesk.tickets).toHaveLength(1), { timeout: 60_000, interval: 200 })
    expect(freshdesk.tickets[0]).toMatchObject({
      description: expect.stringContaining('Mein Fernseher ist schwarz'),
      custom_fields: { cf_netzdialog_key: 'telegram:dm/5550001' },
      name: 'Änne Grün',
    })
    const page = await (await fetch(url, { headers: { accept: 'text/html' } })).text()
    expect(page).toContain('telegram')
    const ended = netzdialog && once(netzdialog, 'exit')
    netzdialog?.kill('SIGTERM')
    await ended
  })

  it('says what a payload of its own platform becomes', async () => {
    const args = [command, 'normalize', 'telegram', 'samples/telegram/message.json']
    const { stdout } = await run(process.execPath, args, { cwd: project, env: environment() })
    expect(JSON.parse(stdout)).toMatchObject({ events: [{ platform: 'telegram' }], quarantined: [] })
  })

  it('becomes a stack of nothing but the layer with one command', async () => {
    const args = [command, 'synth', '--quiet', '--no-notices']
    await run(process.execPath, args, { cwd: project, env: environment() })
    const template = await readFile(join(project, 'cdk.out/dialog.template.json'), 'utf8')
    expect(Object.keys(JSON.parse(template).Resources)).toContainEqual(
      expect.stringMatching(/^IngesttelegramKeysSecret/),
    )
  })

  it('stands in a foreign CDK app, and keeps its logical ids through an upgrade', async () => {
    await writeFile(join(project, 'app.ts'), app)
    const before = await synthesize()
    expect(before.files.filter((file) => file.endsWith('own/platforms/telegram.mjs'))).toHaveLength(1)
    expect(before.files.filter((file) => file.endsWith('own/destinations/desk.mjs'))).toHaveLength(1)
    for (const file of ['own-host.mjs', 'own/routing/decide.mjs', 'own/routing/enrich.mjs'])
      expect(before.files.filter((each) => each.endsWith(`/${file}`))).toHaveLength(1)
    await install(await pack('0.1.1'))
    const version = await run(process.execPath, [command, '--version'], { cwd: project, env: environment() })
    expect(version.stdout.trim()).toBe('0.1.1')
    const after = await synthesize()
    expect(Object.keys(after.resources)).toEqual(Object.keys(before.resources))
  })
})
