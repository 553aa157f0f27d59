import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { awsEnvironment } from '../../../bin/local/aws-environment.ts'
import { mapLimited } from '../../../functions/core/map-limited.ts'
import { freePort } from '../../flow/mail-front-door.ts'
import { startNodeRed } from '../../support/node-red.ts'
import { type Figure, type Row, spread } from '../figure.ts'
import { newComment, newPost } from '../payloads.ts'
import { nodeRedFlow } from '../peers/node-red-flow.ts'
import { type BenchStand, benchStand, signingSecret } from '../stand/bench-stand.ts'
import type { Bundles } from '../stand/bundles.ts'
import { inTurn, spreadOf } from '../statistics.ts'

interface Peer {
  readonly url: string
  stop(): Promise<void>
}

const does = {
  netzdialog:
    'its functions alone, at batches of ten: order across retries, a ledger against repetitions, what it means for a ticket, retries, parking',
  bare: 'with its HTTP server and polling; no order once something fails, no ledger (what comes again after five minutes is sent twice), no tickets, no retry but the queue’s',
  nodeRed:
    'with its HTTP server and polling; sends ten at once, so no order at all, no ledger, no tickets, no retry but the queue’s',
}

/** Others before the same queue. */
export const peers: Row = {
  name: 'peers',
  title: 'Beside others',
  how: 'Processor time of a comment from the webhook to the signed POST, through the same emulated SQS FIFO queue to the same receiver: Netzdialog’s three functions, a program of a hundred lines, and a flow of Node-RED. The others’ figures hold an HTTP server and a poller, which in Netzdialog API Gateway and Lambda are; they do a small part of what it does.',
  long: 'peers',
  async measure({ bundles, quick }) {
    const stand = await benchStand({ bundles })
    const started: Peer[] = []
    try {
      const functions = await Promise.all(
        ['ingest-facebook', 'route', 'deliver-crm'].map((name) => stand.start(name)),
      )
      const [ingest, route, deliver] = functions
      if (!ingest || !route || !deliver) throw new Error('a function did not start')
      const bare = await startBare(stand, bundles)
      started.push(bare)
      const nodeRed = await startFlow(stand, bundles)
      started.push(nodeRed)
      const contacts = quick ? 8 : 60
      const posts = Array.from({ length: contacts / 4 }, newPost)
      const webhooks = () =>
        Array.from({ length: contacts }, (_, index) =>
          stand.webhook('facebook', newComment(posts[index % posts.length])),
        )
      const own = async () => {
        const taken = await ingest.run(webhooks())
        const routed = await stand.queues.drain('route', route, 10)
        const delivered = await stand.queues.drain('deliver-crm', deliver, 10)
        return (taken.cpuMs + routed.cpuMs + delivered.cpuMs) / contacts
      }
      const subjects = {
        netzdialog: own,
        bare: () => through(bare, stand, webhooks()),
        nodeRed: () => through(nodeRed, stand, webhooks()),
      }
      await inTurn(quick ? 1 : 5, subjects)
      const measured = await inTurn(quick ? 1 : 12, subjects)
      const figure = (name: keyof typeof subjects, what: string): Figure => ({
        name: `peers/${name}`,
        what,
        unit: 'ms',
        ...spread(spreadOf(measured[name])),
        note: does[name],
      })
      return [
        figure('netzdialog', 'Netzdialog'),
        figure('bare', 'a bare Node.js program'),
        figure('nodeRed', 'Node-RED'),
      ]
    } finally {
      await Promise.all(started.map((each) => each.stop()))
      await stand.stop()
    }
  },
}

/** @returns processor time of one contact. */
async function through(
  peer: Peer,
  { receiver }: BenchStand,
  webhooks: readonly { headers: Record<string, string | undefined>; body?: string }[],
): Promise<number> {
  const cpu = async () => Number(await (await fetch(`${peer.url}/cpu`)).text())
  const before = await cpu()
  const wanted = receiver.arrivals.length + webhooks.length
  await mapLimited(webhooks, 4, async ({ headers, body = '' }) => {
    const answer = await fetch(`${peer.url}/webhooks/facebook`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-hub-signature-256': headers['x-hub-signature-256'] ?? '',
      },
      body,
    })
    if (answer.status !== 200) throw new Error(`a webhook was answered with ${answer.status}`)
  })
  for (const deadline = Date.now() + 60_000; receiver.arrivals.length < wanted; await sleep(20))
    if (Date.now() > deadline) throw new Error(`${wanted - receiver.arrivals.length} contacts did not arrive`)
  return ((await cpu()) - before) / webhooks.length
}

async function startBare(stand: BenchStand, bundles: Bundles): Promise<Peer> {
  const environment = await environmentOf(stand, 'peer-bare')
  const child = fork(join(bundles.peer('bare-program').folder, 'index.mjs'), {
    env: environment,
    execArgv: [],
  })
  const [{ port }] = (await once(child, 'message')) as [{ port: number }]
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
  }
}

async function startFlow(stand: BenchStand, bundles: Bundles): Promise<Peer> {
  return startNodeRed({
    port: await freePort(),
    flow: nodeRedFlow,
    environment: await environmentOf(stand, 'peer-node-red'),
    globals: join(bundles.peer('node-red-globals').folder, 'index.mjs'),
  })
}

async function environmentOf(stand: BenchStand, queue: string): Promise<Record<string, string>> {
  return {
    ...awsEnvironment(stand.aws, { ...stand.endpoints, secrets: stand.endpoints.sqs }),
    QUEUE_URL: await stand.queues.create(`${queue}.fifo`),
    APP_SECRET: stand.appSecret,
    RECEIVER_URL: stand.receiver.url,
    SIGNING_KEY: signingSecret,
    TZ: 'UTC',
  }
}
