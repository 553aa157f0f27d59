import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import * as z from 'zod'
import { run } from './run.ts'

/** How one of `docs/examples/receivers` is run. */
export interface ReceiverExample {
  readonly file: string
  /** Before the first start. */
  readonly build?: readonly string[]
  readonly command: (port: number) => readonly string[]
}

/** A row or file of its inbox. */
interface Stored {
  readonly id: string
  readonly body: string
}

const examples = join(import.meta.dirname, '../../docs/examples/receivers')
const rows = z.array(z.object({ id: z.string(), body: z.instanceof(Uint8Array) }))

/** A receiver of the documentation in a process and a folder of its own, with the secrets that it knows. */
export async function startReceiver(example: ReceiverExample, port: number, secrets: readonly string[]) {
  const folder = await mkdtemp(join(tmpdir(), 'netzdialog-receiver-'))
  await cp(join(examples, example.file), join(folder, example.file))
  const [compiler, ...sources] = example.build ?? []
  if (compiler !== undefined) await run(compiler, sources, { cwd: folder })
  let child = await start()

  async function start() {
    const [program = '', ...args] = example.command(port)
    const { PATH, HOME, JAVA_HOME } = process.env
    const started = spawn(program, args, {
      cwd: folder,
      env: { PATH, HOME, JAVA_HOME, NETZDIALOG_SECRET: secrets.join(' ') },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    for (const stream of [started.stdout, started.stderr]) stream.on('data', (chunk) => (output += chunk))
    const deadline = Date.now() + 50_000
    while (!(await listens(port))) {
      if (started.exitCode !== null || Date.now() > deadline) {
        started.kill('SIGKILL')
        throw new Error(`${example.file} does not start:\n${output}`)
      }
      await sleep(50)
    }
    return started
  }

  /** As a machine that loses its power. */
  async function kill(): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }

  return {
    url: `http://localhost:${port}/netzdialog`,
    kill,
    async restart(): Promise<void> {
      await kill()
      child = await start()
    },
    stored: (): Promise<Stored[]> => readInbox(folder),
    async stop(): Promise<void> {
      await kill()
      await rm(folder, { recursive: true })
    },
  }
}

async function readInbox(folder: string): Promise<Stored[]> {
  const files = await readdir(folder)
  if (files.includes('inbox.db')) {
    const database = new DatabaseSync(join(folder, 'inbox.db'), { readOnly: true })
    const found = rows.parse(database.prepare('SELECT id, body FROM inbox ORDER BY number').all())
    database.close()
    return found.map(({ id, body }) => ({ id, body: Buffer.from(body).toString() }))
  }
  const names = (await readdir(join(folder, 'inbox'))).filter((name) => name.endsWith('.json'))
  return Promise.all(
    names.map(async (name) => ({
      id: name.replace('.json', ''),
      body: await readFile(join(folder, 'inbox', name), 'utf8'),
    })),
  )
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, 'localhost')
    const end = (isThere: boolean) => {
      socket.destroy()
      resolve(isThere)
    }
    socket.once('connect', () => end(true))
    socket.once('error', () => end(false))
  })
}
