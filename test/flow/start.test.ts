import { type ChildProcessByStdio, execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb'
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { readAwsAccess } from '../../bin/local/aws-environment.ts'
import { startEmulators } from '../../bin/local/emulators.ts'
import { close, listen } from '../../bin/local/listen.ts'
import { describeThorough } from '../support/thorough.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

type Started = ChildProcessByStdio<null, Readable, Readable> & { output: string }
const started: Started[] = []
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL')
})

function start(environment: NodeJS.ProcessEnv): Started {
  const child = spawn(process.execPath, ['bin/netzdialog.ts', 'start'], {
    cwd: root,
    env: { ...process.env, CRM_PORT: '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const withOutput = Object.assign(child, { output: '' })
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      withOutput.output += String(chunk)
    })
  started.push(withOutput)
  return withOutput
}

async function freePort(): Promise<number> {
  const server = createServer()
  const port = await listen(server, 0)
  await close(server)
  return port
}

async function startAndWait(
  environment: NodeJS.ProcessEnv = {},
  tries = 3,
): Promise<{ child: Started; port: number; base: string }> {
  const port = await freePort()
  const base = `http://127.0.0.1:${port}`
  const child = start({ PORT: String(port), ...environment })
  await vi.waitFor(
    async () => {
      if (child.exitCode !== null) return
      expect((await fetch(`${base}/health`)).status).toBe(200)
    },
    { timeout: 50_000, interval: 50 },
  )
  // Between its being free and its being listened to, a port may become somebody else's.
  if (child.output.includes('is taken') && tries > 1) return startAndWait(environment, tries - 1)
  await vi.waitFor(() => expect(child.output).toContain('Try next'), { timeout: 20_000 })
  return { child, port, base }
}

/** From Linux's `/proc`, as a small container has no `ps`; every other system has. */
const childrenOf = (pid: number) =>
  existsSync('/proc/self/stat')
    ? readdirSync('/proc')
        .filter((entry) => /^\d+$/.test(entry) && parentOf(entry) === pid)
        .map(Number)
    : execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
        .split('\n')
        .map((line) => line.trim().split(/\s+/).map(Number))
        .filter(([, parent]) => parent === pid)
        .map(([child]) => Number(child))

function parentOf(pid: string): number | undefined {
  try {
    // What stands before is the program's name, in parentheses and with whatever it likes within.
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1])
  } catch {
    return undefined
  }
}

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

describe('npm start', () => {
  it('runs the whole layer, says how to use it, and ends with SIGTERM', async () => {
    const { child, port, base } = await startAndWait()
    expect(child.output).toContain(`${base.replace('127.0.0.1', 'localhost')}/webhooks/facebook`)
    expect(child.output).toContain('local-facebook-app-secret')
    expect(child.output).toContain('whsec_')

    // The very command that the terminal shows.
    const [, command = ''] = /node bin\/netzdialog\.mjs (send .*)/.exec(child.output) ?? []
    expect(command).toContain('bin/samples/facebook/comment.json')
    const send = (words: string) =>
      String(
        execFileSync(process.execPath, ['bin/netzdialog.mjs', ...words.trim().split(' ')], { cwd: root }),
      )
    expect(send(command)).toMatch(/comment\.json: 200/)
    // The file as it is is one contact, however often it is sent.
    expect(command).toMatch(/^send --new /)
    const plain = command.replace('--new ', '')
    expect(send(plain)).toMatch(/comment\.json: 200/)
    expect(send(plain)).toMatch(/comment\.json: 200/)
    await vi.waitFor(
      async () => {
        const { events } = (await (await fetch(`${base}/crm/events`)).json()) as {
          events: { data: unknown }[]
        }
        expect(events).toHaveLength(2)
        expect(events[0]?.data).toMatchObject({
          kind: 'message.created',
          surface: 'comment',
          author: { name: 'Änne Grün' },
          work: { effect: 'open' },
        })
      },
      { timeout: 20_000 },
    )

    const { stdout, stderr } = spawnSync(
      process.execPath,
      ['bin/netzdialog.ts', ...plain.trim().split(' ')],
      { cwd: root, encoding: 'utf8' },
    )
    expect(stdout).toMatch(/comment\.json: 200/)
    expect(stderr).toBe(
      'note: bin/samples/facebook/comment.json is known already, nothing new comes of it: --new sends it as a new contact\n',
    )

    const functions = childrenOf(child.pid!)
    expect(functions.length).toBeGreaterThanOrEqual(3)
    const before = Date.now()
    child.kill('SIGTERM')
    const [code] = await once(child, 'exit')
    expect(code).toBe(0)
    expect(Date.now() - before).toBeLessThan(4000)
    await vi.waitFor(() => expect(functions.filter(isAlive)).toEqual([]))
    const again = createServer()
    expect(await listen(again, port)).toBe(port)
    await close(again)
  })

  describeThorough('on services of somebody else', () => {
    it('uses the queues, table and objects that the environment names, and finds them again', async () => {
      const emulators = await startEmulators({})
      const { sqs, s3, dynamodb } = emulators.endpoints
      const environment = {
        AWS_ENDPOINT_URL_SQS: sqs,
        AWS_ENDPOINT_URL_S3: s3,
        AWS_ENDPOINT_URL_DYNAMODB: dynamodb,
      }
      for (const _time of ['first', 'second']) {
        const { child } = await startAndWait(environment)
        child.kill('SIGTERM')
        expect(await once(child, 'exit')).toEqual([0, null])
      }
      const aws = readAwsAccess({})
      const tables = await new DynamoDBClient({ ...aws, endpoint: dynamodb }).send(new ListTablesCommand())
      expect(tables.TableNames).toEqual(['netzdialog'])
      const queues = await new SQSClient({ ...aws, endpoint: sqs }).send(new ListQueuesCommand())
      expect(queues.QueueUrls?.map((url) => new URL(url).pathname)).toEqual([
        '/000000000000/netzdialog-backstop.fifo',
        '/000000000000/netzdialog-contacts.fifo',
        '/000000000000/netzdialog-deliver-crm.fifo',
      ])
      await emulators.stop()
    })
  })

  describeThorough('killed', () => {
    it('leaves no process behind when it is killed', async () => {
      const { child } = await startAndWait()
      const functions = childrenOf(child.pid!)
      expect(functions.length).toBeGreaterThanOrEqual(3)
      child.kill('SIGKILL')
      await vi.waitFor(() => expect(functions.filter(isAlive)).toEqual([]), { timeout: 10_000 })
    })
  })

  it('ends with SIGINT while it is still starting', async () => {
    const child = start({ PORT: '0' })
    await sleep(1500)
    child.kill('SIGINT')
    const [code] = await once(child, 'exit')
    expect([0, null]).toContain(code)
  })

  it('says what to do about a taken port', async () => {
    const other = createServer()
    const port = await listen(other, 0)
    const child = start({ PORT: String(port) })
    const [code] = await once(child, 'close')
    await close(other)
    expect(code).toBe(1)
    expect(child.output).toMatch(
      new RegExp(`^netzdialog: port ${port} is taken: end what listens there, or .PORT=\\d+ npm start.\n$`),
    )
  })

  it('says which service cannot be reached', async () => {
    const child = start({ PORT: '0', AWS_ENDPOINT_URL_SQS: 'http://127.0.0.1:1' })
    const [code] = await once(child, 'close')
    expect([code, child.output]).toEqual([
      1,
      'netzdialog: an AWS_ENDPOINT_URL_… cannot be reached (ECONNREFUSED): start what it names, or unset it\n',
    ])
  })

  it('says what to do about a port that is none', async () => {
    const child = start({ PORT: 'http' })
    const [code] = await once(child, 'close')
    expect([code, child.output]).toEqual([
      2,
      'netzdialog: PORT is "http": set it to a number from 0 to 65535\n',
    ])
  })
})
