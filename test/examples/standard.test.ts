import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { standard as sender } from '../../bin/local/senders/standard.ts'
import { ingestApp } from '../../functions/ingest/app.ts'
import { platformAdapters } from '../../functions/platforms/index.ts'
import { standard } from '../../functions/platforms/standard/index.ts'
import { readContactEvent } from '../../schemas/read-contact-event.ts'
import { emptyWorld } from '../contracts/webhook-request.ts'
import { describeWith } from '../support/describe-with.ts'
import { memoryQueue, memoryStore, recordingTelemetry } from '../support/memory-ports.ts'
import { pipePrograms } from '../support/programs.ts'
import { routeStory } from '../support/route-story.ts'

const folder = fileURLToPath(new URL('../../docs/examples/standard/', import.meta.url))
const settings = standard.settings.parse({ ...sender.localSettings, ...sender.localSecrets })
const [secret] = settings.signingSecrets

/** What each example becomes: visibility, direction and, after what came before it, the work. */
const examples: Record<string, readonly [string, string, string]> = {
  'call-back.json': ['private', 'inbound', 'open'],
  'voice-mail.json': ['private', 'inbound', 'open'],
  'fax.json': ['private', 'inbound', 'open'],
  'letter.json': ['private', 'inbound', 'open'],
  'forum-topic.json': ['public', 'inbound', 'open'],
  'forum-reply.json': ['public', 'community', 'append'],
  'forum-answer.json': ['public', 'outbound', 'answer'],
  'blog-comment.json': ['public', 'inbound', 'open'],
  'wiki-remark.json': ['public', 'inbound', 'open'],
  'review.json': ['public', 'inbound', 'open'],
}

describeWith(pipePrograms, 'the examples for systems that sign', () => {
  const { queue, taken } = memoryQueue()
  let server: Server

  beforeAll(async () => {
    const platform = await platformAdapters['standard']?.()
    if (!platform) throw new Error('no platform is called standard')
    const app = ingestApp({
      platform,
      ...emptyWorld,
      settings: async () => settings,
      queue,
      store: memoryStore().store,
      telemetry: recordingTelemetry().telemetry,
      now: () => new Date(),
    })
    server = createServer(async (incoming, outgoing) => {
      const pieces: Buffer[] = []
      for await (const piece of incoming) pieces.push(piece)
      const headers = Object.entries(incoming.headersDistinct).map(([name, value]): [string, string] => [
        name,
        `${value}`,
      ])
      const answer = await app.request(incoming.url ?? '', {
        method: 'POST',
        headers,
        body: Buffer.concat(pieces),
      })
      outgoing.writeHead(answer.status).end(await answer.text())
    }).listen(0, '127.0.0.1')
    await new Promise((listening) => server.once('listening', listening))
  })
  afterAll(() => server.close())

  const received = () => taken.map(({ body }) => readContactEvent(JSON.parse(body)))

  async function send(
    file: string,
    { key = secret, input = '' } = {},
  ): Promise<{ code: number | null; output: string }> {
    const { port } = server.address() as AddressInfo
    const environment = {
      ...process.env,
      NETZDIALOG_URL: `http://127.0.0.1:${port}/webhooks/standard`,
      NETZDIALOG_SECRET: key,
    }
    const child = spawn(join(folder, 'send-event'), [file], {
      cwd: folder,
      env: environment,
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    const output: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => output.push(chunk))
    child.stdin.on('error', () => undefined)
    child.stdin.end(input)
    const code = await new Promise<number | null>((done) => child.on('close', done))
    return { code, output: Buffer.concat(output).toString() }
  }

  it('are all in this list', () => {
    const files = readdirSync(folder).filter((name) => name.endsWith('.json'))
    expect(files.toSorted()).toEqual(Object.keys(examples).toSorted())
  })

  it('become what they are meant to be, each once', async () => {
    taken.length = 0
    for (const file of Object.keys(examples)) {
      const { code, output } = await send(file)
      expect([file, code, output]).toEqual([file, 0, '{"events":1,"ignored":0,"quarantined":0}\n'])
    }
    const { route, received: sentOn } = routeStory({ routing: { rules: [{ to: ['crm'], forward: 'all' }] } })
    await route(...received())
    const became = sentOn().map(({ visibility, direction, work }) => [visibility, direction, work.effect])
    expect(became).toEqual(Object.values(examples))
  })

  it('are the same event when they are sent again', async () => {
    taken.length = 0
    await send('call-back.json')
    await send('call-back.json')
    expect(received()).toHaveLength(2)
    expect(new Set(received().map(({ id }) => id)).size).toBe(1)
  })

  describe('send-event', () => {
    it('takes standard input, and says what is wrong with an event', async () => {
      const { code, output } = await send('-', { input: '{"platform":"telephone","surface":"telefon"}' })
      expect(code).toBe(1)
      expect(JSON.parse(output)).toMatchObject({
        events: 0,
        quarantined: 1,
        reasons: [
          { what: 'event', why: expect.stringContaining('surface: received a text of 7 characters') },
        ],
      })
    })

    it.each([
      ['another secret', { key: `whsec_${Buffer.alloc(32).toString('base64')}` }, 'the service answered 401'],
      ['no secret', { key: '' }, 'set NETZDIALOG_SECRET to whsec_'],
    ])('fails with %s', async (_, options, message) => {
      const { code, output } = await send('call-back.json', options)
      expect([code, output]).toEqual([1, expect.stringContaining(message)])
    })
  })
})
