import { readdir, readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import * as z from 'zod'
import { checkDeployment } from '../../bin/deployment-checks/check-deployment.ts'
import { startLocalRun } from '../../bin/local/local-run.ts'
import { facebook } from '../../bin/local/senders/facebook.ts'
import type { DeliveryOutcome } from '../../functions/contracts/destination.ts'
import { toCloudEvent } from '../../functions/core/cloud-event.ts'
import { webhook } from '../../functions/destinations/webhook/index.ts'
import type { RoutedEvent } from '../../schemas/contact-event.ts'
import { deliveryContext, probeContext } from '../contracts/delivery-context.ts'
import { probeFindings } from '../contracts/probe-findings.ts'
import { routedEvent } from '../contracts/routed-event.ts'
import { describeWith } from '../support/describe-with.ts'
import { java, mono, type OptionalProgram, php, python } from '../support/programs.ts'
import { type ReceiverExample, startReceiver } from '../support/running-receiver.ts'
import { describeThorough } from '../support/thorough.ts'
import { freePort } from './mail-front-door.ts'

const secretOf = (name: string) => `whsec_${Buffer.from(name.padEnd(32, '.')).toString('base64')}`
const [known, next, foreign] = [secretOf('known'), secretOf('next'), secretOf('foreign')]

const node: OptionalProgram<unknown> = { needs: 'needs Node.js: npm ci', find: () => process.execPath }

const receivers: readonly (ReceiverExample & { readonly program: OptionalProgram<unknown> })[] = [
  {
    file: 'receiver.ts',
    program: node,
    command: (port) => [process.execPath, 'receiver.ts', String(port)],
  },
  { file: 'receiver.py', program: python, command: (port) => ['python3', 'receiver.py', String(port)] },
  { file: 'Receiver.java', program: java, command: (port) => ['java', 'Receiver.java', String(port)] },
  {
    file: 'Receiver.cs',
    program: mono,
    build: ['mcs', 'Receiver.cs'],
    command: (port) => ['mono', 'Receiver.exe', String(port)],
  },
  {
    file: 'receiver.php',
    program: php,
    command: (port) => ['php', '-S', `localhost:${port}`, 'receiver.php'],
  },
]

let count = 0
const newEvent = (told: Partial<RoutedEvent> = {}): RoutedEvent =>
  routedEvent({ id: `evt_${String(++count).padStart(32, '0')}`, ...told })

interface Way {
  readonly secrets?: readonly string[]
  readonly mode?: 'structured' | 'binary'
  /** Of the clock by which it is signed. */
  readonly secondsOff?: number
  /** What stands between. */
  readonly change?: (body: Buffer) => Buffer
}

/** Sends as the real destination does. */
async function send(url: string, event: RoutedEvent, way: Way = {}): Promise<DeliveryOutcome> {
  const { secrets = [known], mode = 'structured', secondsOff = 0, change } = way
  const context = await deliveryContext(
    event,
    webhook.settings.parse({ url, mode, signingSecrets: secrets }),
    {
      now: () => new Date(Date.now() + secondsOff * 1000),
      signal: AbortSignal.timeout(40_000),
    },
  )
  const { fetch } = context
  return webhook
    .open({
      ...context,
      fetch: (to, init) => fetch(to, change ? { ...init, body: change(Buffer.from(init.body ?? '')) } : init),
    })
    .deliver(event)
}

const event = z.object({ data: z.object({ kind: z.string(), work: z.object({ effect: z.string() }) }) })

const delivered = { status: 'delivered' }
const refused = { status: 'rejected', code: 'credentials_refused' }

describeThorough('the receivers of the documentation', () => {
  describeWith(python, 'with the local run', () => {
    it('have every event of a conversation once and in order, though away in the middle of it', async () => {
      const example = receivers.find(({ file }) => file === 'receiver.py')
      if (!example) throw new Error('there is no receiver in Python')
      const receiver = await startReceiver(example, await freePort(), [known])
      const netzdialog = await startLocalRun({
        environment: { PORT: String(await freePort()) },
        deployment: await checkDeployment({
          platforms: { facebook: {} },
          destinations: [
            {
              name: 'crm',
              adapter: 'webhook',
              settings: { url: 'https://crm.acme.example/netzdialog' },
              local: { url: receiver.url, signingSecrets: [known] },
            },
          ],
          routing: { rules: [{ to: ['crm'] }] },
        }),
        report: () => {},
      })
      try {
        const folder = new URL('../../bin/samples/facebook/conversation/', import.meta.url)
        const files = (await readdir(folder)).toSorted()
        for (const [index, file] of files.entries()) {
          if (index === 2) await receiver.kill()
          const payload = await readFile(new URL(file, folder))
          const { method, headers, body } = facebook.sign(payload, facebook.localSecrets, new Date())
          const url = `${netzdialog.url}/webhooks/facebook`
          expect((await fetch(url, { method, headers, body: Buffer.from(body) })).status).toBe(200)
        }
        await receiver.restart()
        await vi.waitFor(async () => expect(await receiver.stored()).toHaveLength(files.length), {
          timeout: 50_000,
          interval: 100,
        })
        const bodies = (await receiver.stored()).map(({ body }) => event.parse(JSON.parse(body)).data)
        expect(bodies.map(({ kind, work }) => `${kind} ${work.effect}`)).toEqual([
          'message.created open',
          'message.created append',
          'message.edited append',
          'message.created answer',
          'message.created open',
          'message.deleted append',
        ])
      } finally {
        await netzdialog.stop()
        await receiver.stop()
      }
    })
  })

  it('are all tried here', async () => {
    const files = await readdir(new URL('../../docs/examples/receivers/', import.meta.url))
    expect(files.toSorted()).toEqual(receivers.map(({ file }) => file).toSorted())
  })

  for (const { program, ...example } of receivers)
    describeWith(program, example.file, () => {
      let receiver: Awaited<ReturnType<typeof startReceiver>>
      beforeAll(async () => {
        receiver = await startReceiver(example, await freePort(), [known, next])
      })
      afterAll(() => receiver?.stop())
      const bodyOf = async (event: RoutedEvent) =>
        (await receiver.stored()).find(({ id }) => id === event.id)?.body

      it.each(['structured', 'binary'] as const)(
        'stores a genuine event in %s mode, as it came',
        async (mode) => {
          const event = newEvent({
            message: { id: 'facebook:1', text: 'Größe 🚚 "\\\u0000\ud800', attachments: [] },
          })
          expect(await send(receiver.url, event, { mode })).toEqual(delivered)
          const stored = await bodyOf(event)
          expect(stored).toBe(JSON.stringify(mode === 'binary' ? event : toCloudEvent(event)))
        },
      )

      it.each([
        [
          'a changed text',
          { change: (body: Buffer) => Buffer.from(body.toString().replace('schwarz', 'bunt')) },
        ],
        ['a byte more', { change: (body: Buffer) => Buffer.concat([body, Buffer.from(' ')]) }],
        ['a foreign secret', { secrets: [foreign] }],
        ['a time six minutes ago', { secondsOff: -360 }],
        ['a time in six minutes', { secondsOff: 360 }],
      ])('refuses %s with 401 and stores nothing', async (_, way: Way) => {
        const event = newEvent()
        expect(await send(receiver.url, event, way)).toMatchObject(refused)
        expect((await receiver.stored()).some(({ id }) => id === event.id)).toBe(false)
      })

      it.each([
        {},
        { 'webhook-signature': 'v1,' },
        { 'webhook-timestamp': '9'.repeat(5000) },
        { 'webhook-id': '../x' },
      ])('refuses a request with no more headers than %o with 401', async (headers) => {
        const { status } = await fetch(receiver.url, {
          method: 'POST',
          headers: { 'webhook-timestamp': String(Math.floor(Date.now() / 1000)), ...headers },
          body: '{}',
        })
        expect(status).toBe(401)
      })

      it('takes a clock that is four minutes off', async () => {
        for (const secondsOff of [-240, 240])
          expect(await send(receiver.url, newEvent(), { secondsOff })).toEqual(delivered)
      })

      it('takes an event again and stores it once, also after it was restarted', async () => {
        const event = newEvent()
        const before = (await receiver.stored()).length
        for (let time = 0; time < 3; time++) expect(await send(receiver.url, event)).toEqual(delivered)
        await receiver.restart()
        expect(await send(receiver.url, event)).toEqual(delivered)
        expect((await receiver.stored()).length).toBe(before + 1)
      })

      it('takes what any of its secrets signed, among several signatures', async () => {
        for (const secrets of [[next], [foreign, next], [known, foreign], [foreign, known, next]])
          expect(await send(receiver.url, newEvent(), { secrets })).toEqual(delivered)
      })

      it('takes the largest event', async () => {
        const message = {
          id: 'email:<m>',
          text: '€'.repeat(1_000_000),
          html: '€'.repeat(1_999_999),
          attachments: [],
        }
        const event = newEvent({ message })
        expect(await send(receiver.url, event)).toEqual(delivered)
        expect((await bodyOf(event))?.length).toBe(JSON.stringify(toCloudEvent(event)).length)
      })

      it('takes fifty at once, and one that comes twice at once', async () => {
        const events = Array.from({ length: 50 }, () => newEvent())
        const before = (await receiver.stored()).length
        const twice = newEvent()
        const outcomes = await Promise.all(
          [...events, twice, twice].map((event) => send(receiver.url, event)),
        )
        for (const outcome of outcomes) expect(outcome).toEqual(delivered)
        expect((await receiver.stored()).length).toBe(before + 51)
      })

      it.each(['structured', 'binary'])(
        'passes the probe in %s mode and stores nothing of it',
        async (mode) => {
          const before = (await receiver.stored()).length
          const settings = webhook.settings.parse({ url: receiver.url, mode, signingSecrets: [known] })
          const findings = await probeFindings(webhook, probeContext(settings, { now: () => new Date() }))
          expect(findings.filter(({ ok }) => !ok)).toEqual([])
          expect(findings.length).toBeGreaterThan(1)
          expect((await receiver.stored()).length).toBe(before)
        },
      )
    })
})
