import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import * as z from 'zod'
import { checkDeployment } from '../../bin/deployment-checks/check-deployment.ts'
import { type LocalRun, startLocalRun } from '../../bin/local/local-run.ts'
import { facebook } from '../../bin/local/senders/facebook.ts'
import { webhook } from '../../functions/destinations/webhook/index.ts'
import { probeContext } from '../contracts/delivery-context.ts'
import { probeFindings } from '../contracts/probe-findings.ts'
import { describeWith } from '../support/describe-with.ts'
import { comment } from '../support/facebook-payloads.ts'
import { startNodeRed } from '../support/node-red.ts'
import { nodeRed as nodeRedProgram } from '../support/programs.ts'
import { freePort } from './mail-front-door.ts'

const flowFile = new URL('../../docs/destinations/node-red-flow.json', import.meta.url)
const flow = z.array(z.looseObject({ id: z.string() }))

/** Fails the first time it sees the text, as if the system behind were away, and remembers what it has taken. */
const yourPart = `
const [asked, taken] = [global.get('asked') || [], global.get('taken') || []]
const one = { id: msg.topic, mode: msg.req.headers['ce-id'] ? 'binary' : 'structured', text: msg.payload.message.text }
const isFirst = !asked.some(({ id, mode }) => id === one.id && mode === one.mode)
global.set('asked', [...asked, one])
if (isFirst && one.text === 'zwei') throw new Error('the system behind is away')
global.set('taken', [...taken, { ...one, event: msg.payload }])
return msg`

/** `GET /seen` */
const window = [
  { id: 'seen', type: 'http in', z: 'netzdialog', url: '/seen', method: 'get', wires: [['look']] },
  {
    id: 'look',
    type: 'function',
    z: 'netzdialog',
    func: `msg.payload = { asked: global.get('asked') || [], taken: global.get('taken') || [] }; return msg`,
    outputs: 1,
    libs: [],
    wires: [['show']],
  },
  { id: 'show', type: 'http response', z: 'netzdialog', statusCode: '200', headers: {}, wires: [] },
]

const one = z.object({ id: z.string(), mode: z.string(), text: z.string() })
const seenShape = z.object({
  asked: z.array(one),
  taken: z.array(one.extend({ event: z.looseObject({ id: z.string(), kind: z.string() }) })),
})

const secret = `whsec_${Buffer.from('known to Node-RED'.padEnd(32, '.')).toString('base64')}`
const wrongSecret = `whsec_${Buffer.from('not known to it'.padEnd(32, '.')).toString('base64')}`

describeWith(nodeRedProgram, 'the Node-RED flow of the documentation', () => {
  let nodeRed: Awaited<ReturnType<typeof startNodeRed>>
  let netzdialog: LocalRun

  beforeAll(async () => {
    const nodes = flow.parse(JSON.parse(await readFile(flowFile, 'utf8')))
    const tested = nodes.map((node) => (node.id === 'netzdialog-yours' ? { ...node, func: yourPart } : node))
    nodeRed = await startNodeRed({
      port: await freePort(),
      flow: [...tested, ...window],
      environment: { NETZDIALOG_SECRET: secret },
    })
    netzdialog = await startLocalRun({
      environment: { PORT: String(await freePort()) },
      deployment: await checkDeployment({
        platforms: { facebook: {} },
        destinations: ['structured', 'binary'].map((mode) => ({
          name: mode,
          adapter: 'webhook',
          settings: { url: 'https://node-red.acme.example/netzdialog', mode },
          local: { url: `${nodeRed.url}/netzdialog`, mode, signingSecrets: [secret] },
        })),
        routing: { rules: [{ to: ['structured', 'binary'] }] },
      }),
      report: () => {},
    })
  })

  afterAll(async () => {
    await netzdialog?.stop()
    await nodeRed?.stop()
  })

  const seen = async () => seenShape.parse(await (await fetch(`${nodeRed.url}/seen`)).json())

  it('takes every event once and in order in either mode, and again what it answered with 500', async () => {
    const texts = ['eins 🚚', 'zwei', 'drei', 'vier', 'fünf']
    for (const [index, text] of texts.entries()) {
      const place = { post: '300', comment: `${index + 1}`, time: 1_795_262_400 + index }
      const under = index === 0 ? place : { ...place, parent: '1' }
      const payload = comment('4711', under, { id: '991', name: 'Änne Grün' }, text)
      const bytes = new TextEncoder().encode(JSON.stringify(payload))
      const { method, headers, body } = facebook.sign(bytes, facebook.localSecrets, new Date())
      const url = `${netzdialog.url}/webhooks/facebook`
      expect((await fetch(url, { method, headers, body: Buffer.from(body) })).status).toBe(200)
    }
    await vi.waitFor(async () => expect((await seen()).taken).toHaveLength(2 * texts.length), {
      timeout: 40_000,
      interval: 100,
    })

    const { asked, taken } = await seen()
    for (const mode of ['structured', 'binary']) {
      const inMode = <Each extends { mode: string }>(all: readonly Each[]) =>
        all.filter((each) => each.mode === mode)
      expect(inMode(asked).map(({ text }) => text)).toEqual(['eins 🚚', 'zwei', ...texts.slice(1)])
      expect(inMode(taken).map(({ text }) => text)).toEqual(texts)
      // The header that a receiver remembers is the id in the event, whichever attempt it is.
      for (const { id, event } of inMode(taken)) expect(event).toMatchObject({ id, kind: 'message.created' })
      const [, first, second] = inMode(asked)
      expect(first?.id).toBe(second?.id)
    }
  })

  it.each(['structured', 'binary'])('passes the probe in %s mode, wrong signatures refused', async (mode) => {
    const settings = webhook.settings.parse({
      url: `${nodeRed.url}/netzdialog`,
      mode,
      signingSecrets: [secret],
    })
    const findings = await probeFindings(webhook, probeContext(settings, { now: () => new Date() }))
    expect(findings?.filter(({ ok }) => !ok)).toEqual([])
    expect(findings).toContainEqual(expect.objectContaining({ check: 'signature', ok: true }))
  })

  it('refuses what another secret signed, and what is old', async () => {
    const probe = async (signingSecret: string, now: Date) => {
      const url = `${nodeRed.url}/netzdialog`
      const settings = webhook.settings.parse({ url, signingSecrets: [signingSecret] })
      return probeFindings(webhook, probeContext(settings, { now: () => now }))
    }
    const refused = expect.objectContaining({ check: 'credentials', ok: false })
    expect(await probe(wrongSecret, new Date())).toContainEqual(refused)
    expect(await probe(secret, new Date(Date.now() - 3_600_000))).toContainEqual(refused)
  })
})
