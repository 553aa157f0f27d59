import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { toSite } from '../../bin/cli/read-stack-site.ts'
import { erasePerson } from '../../bin/operations/erase-person.ts'
import { type OpenSite, openSite, silent } from '../../bin/operations/open-site.ts'
import { park } from '../../functions/core/park.ts'
import { deployment as schema } from '../../schemas/deployment.ts'
import { deployment } from '../support/deployment.ts'
import { emulatedStack } from '../support/emulated-stack.ts'
import { filledEvent, fillTable } from '../support/fill-table.ts'
import { describeThorough } from '../support/thorough.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const count = 12
const stackName = 'acme-dialog'

describeThorough('with --stack, of a stack that our template made', () => {
  let stack: Awaited<ReturnType<typeof emulatedStack>>
  let site: OpenSite
  let crmQueue: string
  const now = new Date()
  const event = (n: number) => filledEvent(n, { now, count })

  beforeAll(async () => {
    stack = await emulatedStack(stackName, deployment)
    const outputs = Object.entries(stack.outputs).map(([OutputKey, OutputValue]) => ({
      OutputKey,
      OutputValue,
    }))
    const place = toSite(outputs, stackName, { name: 'netzdialog', file: 'deployment.ts' })
    crmQueue = place.deliverQueueUrls['crm'] ?? ''
    const endpoints = { ...stack.endpoints, secrets: stack.endpoints.sqs }
    site = openSite({ ...place, endpoints }, schema.parse(deployment), stack.aws, () => new Date())
    await fillTable({ client: stack.dynamodb, table: place.table, count, now, destinations: ['crm'] })
    const { id: eventId, platform, kind, conversation } = event(1)
    const at = new Date().toISOString()
    const row = {
      code: 'refused',
      reason: 'answered 422',
      attempts: 1,
      generation: 0,
      firstAt: at,
      lastAt: at,
    }
    const known = { destination: 'crm', eventId, platform, kind, conversationId: conversation.id }
    await park({ ...site, telemetry: silent }, { ...known, ...row }, event(1))
  })
  afterAll(async () => {
    site?.close()
    await stack?.stop()
  })

  function start(args: readonly string[]) {
    return spawn(process.execPath, ['bin/netzdialog.ts', ...args], {
      cwd: root,
      env: { ...process.env, NO_COLOR: '1', ...stack.environment },
    })
  }

  /** A command as an operator runs it. */
  async function run(...args: string[]) {
    const child = start([...args, '--stack', stackName])
    const [stdout, stderr, code] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      new Promise((resolve) => child.on('close', resolve)),
    ])
    return { code, stdout, stderr }
  }

  async function received(): Promise<string[]> {
    const asked = { QueueUrl: crmQueue, MaxNumberOfMessages: 10, WaitTimeSeconds: 0, VisibilityTimeout: 300 }
    const { Messages = [] } = await stack.sqs.send(new ReceiveMessageCommand(asked))
    return Messages.map(({ Body = '' }) => Body)
  }

  it('names things as the template and CloudFormation do', () => {
    expect(stack.outputs['QueueContacts']).toMatch(/^https:\/\/sqs\..*\/netzdialog-contacts\.fifo$/)
    expect(stack.outputs['Table']).toMatch(/^acme-dialog-.*-1ABCDEFGHIJKL$/)
    expect(stack.outputs['Bucket']).toMatch(/^[a-z0-9-]{3,63}$/)
  })

  it('lists and shows events, and traces one by its message', async () => {
    const list = await run('events', 'list', '--json', '--from', '24h')
    expect([list.code, list.stdout.trim().split('\n').length, list.stderr]).toEqual([
      0,
      count,
      expect.any(String),
    ])
    const parked = await run('events', 'list', '--state', 'parked')
    expect(parked.stdout).toContain(event(1).id)
    expect(parked.stdout).not.toContain(event(2).id)
    expect((await run('events', 'show', event(3).id)).stdout).toContain('Vorgang 3.')
    const traced = await run('trace', event(1).id)
    expect(traced.stdout).toMatch(/answered 422/)
    expect(traced.stdout).not.toContain('Vorgang')
    expect(stack.askedOfLogs.map(({ queryString }) => queryString)).toEqual([
      expect.stringContaining(event(1).id),
    ])
  })

  it('says how it stands', async () => {
    const status = await run('status')
    expect([status.stderr, status.stdout]).toEqual(['', expect.stringMatching(/crm +0 +0 +- +1 +flows/)])
  })

  it('sends what is parked to its queue again, and replays', async () => {
    const retried = await run('parked', 'retry', '--destination', 'crm', '--code', 'refused')
    expect([retried.code, retried.stdout]).toEqual([0, '1 of 1 sent again\n'])
    expect((await received()).join()).toContain(event(1).id)
    const dry = await run('replay', '--from', '24h', '--conversation', event(7).conversation.id, '--dry-run')
    expect([dry.code, dry.stderr + dry.stdout]).toEqual([0, expect.stringMatching(/\b5\b/)])
    const replayed = await run('replay', '--from', '24h', '--conversation', event(7).conversation.id)
    expect(replayed.code).toBe(0)
    // The oldest of the conversation goes first, and SQS hands out the others behind it.
    expect((await received()).join()).toContain(event(9).id)
  })

  it('serves the console of it', async () => {
    const child = start(['console', '--stack', stackName])
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk))
    try {
      await vi.waitFor(() => expect(said).toContain('http://localhost:'), { timeout: 50_000, interval: 100 })
      const [url = ''] = /http:\/\/localhost:\d+/.exec(said) ?? []
      const html = await (
        await fetch(url.replace('localhost', '127.0.0.1'), {
          headers: { accept: 'text/html', 'accept-language': 'en' },
        })
      ).text()
      expect(html).toContain(stackName)
      expect(html).toContain('Vorgang 3.')
    } finally {
      child.kill()
    }
  })

  it('erases a person, after counting first', async () => {
    const counted = await run('erase', '--id', '71', '--scope', 'facebook:4711', '--dry-run', '--json')
    expect([counted.code, JSON.parse(counted.stdout), counted.stderr]).toEqual([
      0,
      expect.objectContaining({ outcome: 'would_erase', archived: 5 }),
      '',
    ])
    const looked: number[] = []
    const erasing = {
      ...site,
      findPlatform: async () => undefined,
      settle: async () => {},
      tell: (count: number) => void looked.push(count),
    }
    // The command waits for a minute, which nothing here needs.
    const report = await erasePerson({ id: '71', scope: 'facebook:4711' }, erasing, { dryRun: false })
    expect(report).toMatchObject({ archived: 5, unreadable: 0 })
    expect(Math.max(...looked)).toBeGreaterThanOrEqual(count)
    const again = await erasePerson({ id: '71', scope: 'facebook:4711' }, erasing, { dryRun: true })
    expect([again.archived, again.others]).toEqual([0, 0])
    const other = await erasePerson({ id: '70', scope: 'facebook:4711' }, erasing, { dryRun: true })
    expect(other.archived).toBe(5)
  })

  it('says where there is no such stack', async () => {
    const child = start(['status', '--stack', 'elsewhere'])
    expect(await text(child.stderr)).toContain('there is no stack "elsewhere" in this account and region')
  })
})
