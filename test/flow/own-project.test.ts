import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import createManifest from '../../bin/create/package.json' with { type: 'json' }
import { startEmulators } from '../../bin/local/emulators.ts'
import { close, listen } from '../../bin/local/listen.ts'
import packageManifest from '../../package.json' with { type: 'json' }
import { describeWith } from '../support/describe-with.ts'
import { tar } from '../support/programs.ts'
import { fakeFreshdesk } from './fake-freshdesk.ts'
import {
  command,
  environment,
  install,
  netzdialog,
  pack,
  repository,
  run,
  runSuites,
  withVersion,
} from './packed-project.ts'

/** Compiling the package takes most of that. */
vi.setConfig({ testTimeout: 300_000 })

const apiKey = 'freshdesk-api-key-0123456789'
const freshdesk = await fakeFreshdesk(apiKey)
const sample = 'samples/telegram/message.json'

let folder: string
/** With adapters of its own. */
let project: string
/** As `netzdialog init` makes it. */
let fresh: string
let archive: string
let running: ChildProcess | undefined

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

export const decide: Decide = () => ({ to: ['desk'] })
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

/** @returns where it listens */
async function start(more: Record<string, string> = {}): Promise<string> {
  const server = createServer()
  const port = await listen(server, 0)
  await close(server)
  const env = { ...environment(), ...more, PORT: String(port), CRM_PORT: '0' }
  const child = spawn(process.execPath, [command, 'start'], {
    cwd: project,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running = child
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)))
  const url = `http://127.0.0.1:${port}`
  await vi.waitFor(
    () => expect([child.exitCode, output]).toEqual([null, expect.stringContaining('Try next')]),
    {
      timeout: 90_000,
      interval: 200,
    },
  )
  expect(output).toContain(`npx --no-install netzdialog send --new telegram ${sample}`)
  expect(output).toMatch(/^ {2}telegram +secretTokens: local-telegram-secret-token$/m)
  return url
}

async function stop(): Promise<void> {
  const ended = running && once(running, 'exit')
  running?.kill('SIGTERM')
  await ended
  running = undefined
}

const sendTo = (url: string, file = sample) =>
  netzdialog(project, 'send', 'telegram', file, '--url', `${url}/webhooks/telegram`)

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
    fresh = join(folder, 'fresh')
    await mkdir(join(project, 'node_modules'), { recursive: true })
    archive = await pack(folder)
    await install(archive, project)
    await cp(join(repository, 'docs/examples'), project, { recursive: true })
    await writeFile(join(project, 'package.json'), '{ "name": "dialog", "private": true, "type": "module" }')
    await writeFile(join(project, 'netzdialog.config.ts'), configuration())
    await writeFile(join(project, 'to-desk.ts'), toDesk)
  }, 300_000)
  afterAll(async () => {
    running?.kill('SIGKILL')
    await freshdesk.stop()
    await rm(folder, { recursive: true })
  })

  it('begins with three files, whose deployment is right', async () => {
    const init = ['init', '../fresh', '--no-install']
    await netzdialog(project, ...init)
    expect((await readdir(fresh)).sort()).toEqual(['.gitignore', 'netzdialog.config.ts', 'package.json'])
    const { allowScripts } = JSON.parse(await readFile(join(fresh, 'package.json'), 'utf8'))
    expect(allowScripts).toEqual(packageManifest.allowScripts)
    await symlink(join(project, 'node_modules'), join(fresh, 'node_modules'))
    const { stdout } = await netzdialog(fresh, 'check')
    expect(stdout).toContain('the deployment "netzdialog" is right: facebook, mime to crm')
    await expect(netzdialog(project, ...init)).rejects.toThrow('holds .gitignore already')
  })

  it('begins with the same files by npm create, of the same version', async () => {
    const creator = await pack(folder, 'bin/create')
    const args = ['exec', '--yes', '--offline', `--package=${creator}`, '--', 'create-netzdialog', 'created']
    await run('npm', [...args, '--no-install', '--from', archive], {
      cwd: folder,
      env: { ...environment(), npm_config_cache: join(folder, 'npm-cache') },
    })
    const created = join(folder, 'created')
    const { dependencies, ...made } = JSON.parse(await readFile(join(created, 'package.json'), 'utf8'))
    expect(dependencies).toEqual({ netzdialog: `file:../netzdialog-${packageManifest.version}.tgz` })
    const usual = JSON.parse(await readFile(join(fresh, 'package.json'), 'utf8'))
    expect({ ...usual, ...made, name: 'fresh' }).toEqual(usual)
    for (const file of ['.gitignore', 'netzdialog.config.ts'])
      expect(await readFile(join(created, file), 'utf8')).toBe(await readFile(join(fresh, file), 'utf8'))
    expect(createManifest.version).toBe(packageManifest.version)
  })

  it('is given adapters that compile, of which the platform works and the destination fails where its author goes on', async () => {
    for (const [kind, name] of [
      ['destination', 'service-desk'],
      ['platform', 'forum'],
    ] as const) {
      const { stdout } = await netzdialog(fresh, 'new', kind, name, '--no-install')
      expect(stdout).toContain(`wrote adapters/${name}.ts`)
      expect(stdout).toContain(`adapter: './adapters/${name}.ts'`)
    }
    const { scripts } = JSON.parse(await readFile(join(fresh, 'package.json'), 'utf8'))
    expect(scripts.test).toBe('netzdialog check && vitest run')

    await symlink(join(repository, 'node_modules/@types'), join(fresh, 'node_modules/@types')).catch(() => {})
    const compiler = join(repository, 'node_modules/typescript/bin/tsc')
    await run(process.execPath, [compiler, '-p', fresh]).catch(({ stdout }) => expect(stdout).toBe(''))

    const destination = await runSuites(fresh, 'adapters/service-desk.test.ts')
    const failed = destination.filter(({ status }) => status === 'failed')
    expect(failed.map(({ title }) => title).sort()).toEqual([
      'leaves the event as it was',
      'lets the system tell a second attempt',
      'makes of every contact what its recording says: UPDATE_FIXTURES=1 writes it, to be read by eye',
      'minds no progress that it does not know, as an older version may have left it',
      'reads no answer without an end',
      'takes a new ticket for delivered',
      'takes whatever kind of event there is for delivered',
    ])
    for (const { title, failureMessages } of failed)
      expect([title, failureMessages[0]]).toEqual([
        title,
        expect.stringMatching(/^Error: fill in adapters\/service-desk[.]ts/),
      ])
    const platform = await runSuites(fresh, 'adapters/forum.test.ts')
    expect(platform.filter(({ status }) => status === 'failed')).toEqual([])
    expect(destination.length + platform.length).toBeGreaterThan(80)
  })

  it('proves its adapters with the contract suites of the package', async () => {
    const tests = await runSuites(project, 'adapters')
    expect(tests.filter(({ status }) => status === 'failed')).toEqual([])
    const passed = tests.filter(({ status }) => status === 'passed').map(({ title }) => title)
    expect(passed).toContain('opens a second ticket for a second customer')
    expect(passed).toContain('takes a new ticket for delivered')
    expect(passed.length).toBeGreaterThan(80)
  })

  it('runs the whole layer with adapters and decisions of its own: Telegram in, Freshdesk out', async () => {
    const url = await start()
    const { stdout } = await sendTo(url)
    expect(stdout).toContain('message.json: 200')
    await vi.waitFor(() => expect(freshdesk.tickets).toHaveLength(1), { timeout: 60_000, interval: 200 })
    expect(freshdesk.tickets[0]).toMatchObject({
      description: expect.stringContaining('Mein Fernseher ist schwarz'),
      custom_fields: { cf_netzdialog_key: 'telegram:dm/5550001' },
      name: 'Änne Grün',
    })
    const page = await (await fetch(url, { headers: { accept: 'text/html' } })).text()
    expect(page).toContain('telegram')
    await stop()
  })

  it('shows the settings of its own adapters as those of built-in ones', async () => {
    const { stdout } = await netzdialog(project, 'check', '--settings')
    expect(stdout).toContain('## telegram\n\n| setting | unless told | meaning |')
    expect(stdout).toContain('| `secretTokens` | required, secret | As given to setWebhook. |')
    expect(stdout).toMatch(/^\| `apiKey` \| required, secret \|/m)
    const builtIn = await netzdialog(fresh, 'check', '--settings')
    expect(builtIn.stdout).toMatch(/^\| `appSecrets` \| required, secret \|/m)
  })

  it('says what a payload of its own platform becomes', async () => {
    const { stdout } = await netzdialog(project, 'normalize', 'telegram', sample)
    expect(JSON.parse(stdout)).toMatchObject({ events: [{ platform: 'telegram' }], quarantined: [] })
  })

  it('becomes a stack of nothing but the layer with one command', async () => {
    await netzdialog(project, 'synth', '--quiet', '--no-notices')
    const template = await readFile(join(project, 'cdk.out/dialog.template.json'), 'utf8')
    expect(Object.keys(JSON.parse(template).Resources)).toContainEqual(
      expect.stringMatching(/^IngesttelegramKeysSecret/),
    )
  })

  // There is no release before this one: the one before and the one after are the same tree under another version.
  it('goes on after an upgrade with what the version before has kept, and stands in a foreign CDK app under the same logical ids', async () => {
    await writeFile(join(project, 'app.ts'), app)
    await install(await withVersion(archive, '0.0.9'), project)
    const before = await synthesize()
    // Ingest's and the watch's, which looks at the platform.
    expect(before.files.filter((file) => file.endsWith('own/platforms/telegram.mjs'))).toHaveLength(2)
    expect(before.files.filter((file) => file.endsWith('own/destinations/desk.mjs'))).toHaveLength(1)
    for (const file of ['own-host.mjs', 'own/routing/decide.mjs', 'own/routing/enrich.mjs'])
      expect(before.files.filter((each) => each.endsWith(`/${file}`))).toHaveLength(1)

    const emulators = await startEmulators({})
    const { sqs, s3, dynamodb } = emulators.endpoints
    const kept = {
      AWS_ENDPOINT_URL_SQS: sqs,
      AWS_ENDPOINT_URL_S3: s3,
      AWS_ENDPOINT_URL_DYNAMODB: dynamodb,
    }
    freshdesk.tickets.splice(0)
    freshdesk.notes.splice(0)
    const later = join(project, 'later.json')
    const text = await readFile(join(project, sample), 'utf8')
    await writeFile(
      later,
      text
        .replace(/"message_id": \d+/, '"message_id": 977')
        .replace(/"text": "[^"]+"/, '"text": "Er ist immer noch schwarz."'),
    )
    const old = await start(kept)
    await sendTo(old)
    await vi.waitFor(() => expect(freshdesk.tickets).toHaveLength(1), { timeout: 60_000 })
    freshdesk.state.away = true
    const { stdout } = await sendTo(old, later)
    expect(stdout).toContain('later.json: 200')
    await vi.waitFor(() => expect(freshdesk.state.refused).toBeGreaterThan(0), { timeout: 60_000 })
    await stop()

    await install(await withVersion(archive, '0.1.1'), project)
    expect((await netzdialog(project, '--version')).stdout.trim()).toBe('0.1.1')
    Object.assign(freshdesk.state, { away: false, findsNothing: true })
    await start(kept)
    // The ledger alone knows the ticket.
    await vi.waitFor(() => expect(freshdesk.notes).toHaveLength(1), {
      timeout: 180_000,
      interval: 200,
    })
    expect(freshdesk.notes[0]).toMatchObject({
      ticket: '1',
      body: expect.stringContaining('Er ist immer noch schwarz.'),
    })
    expect(freshdesk.tickets).toHaveLength(1)
    await stop()
    await emulators.stop()

    const after = await synthesize()
    expect(Object.keys(after.resources)).toEqual(Object.keys(before.resources))
  })
})
