import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { type BenchStand, benchStand } from '../stand/bench-stand.ts'
import type { Bundles } from '../stand/bundles.ts'
import type { CountedCall, Service } from '../stand/counting-proxy.ts'
import type { MeasuredProcess } from '../stand/measured-process.ts'
import { spreadOf } from '../statistics.ts'
import { assumptions, type Priced } from './prices.ts'
import type { Scenario } from './scenarios.ts'

/** What one contact takes, on average, of everything that is charged; time apart. */
export type Counts = Readonly<Record<Exclude<Priced, 'gigabyteSeconds'>, number>> & {
  /** That functions wait for calls, one after the other, by the latencies that are taken for granted. */
  readonly waitedMs: number
  /** Of this machine's processor. */
  readonly cpuMs: number
}

const reads = new Set(['GetItem', 'BatchGetItem', 'Query', 'Scan'])
const chunkBytes = 64 * 1024
const meteredBytes = 512 * 1024
/** Long against whatever computing lies between two calls, so that a chain of calls shows. */
const delayMs = 25

/**
 * Sends some webhooks through the whole flow and counts.
 *
 * @param warmUps so many times before the processor is measured; the counts are the same after one
 */
export async function countScenario(
  scenario: Scenario,
  bundles: Bundles,
  { webhooks = 10, warmUps = 10 } = {},
): Promise<Counts> {
  const { platform, destinations } = scenario
  const stand = await benchStand({ bundles, platforms: [platform], webhooks: destinations })
  try {
    const ingest = await stand.start(`ingest-${platform}`)
    const consumers = await Promise.all(
      ['route', ...Object.keys(stand.resources.deliverQueueUrls).map((name) => `deliver-${name}`)].map(
        async (name) => [name, await stand.start(name)] as const,
      ),
    )
    const bring = () => bringThrough(stand, scenario, { ingest, consumers }, webhooks)
    for (let count = 0; count < warmUps; count += 1) await bring()
    const undisturbed = [await bring(), await bring(), await bring()]
    const cpuMs = spreadOf(undisturbed.map((each) => each.cpuMs)).median
    stand.proxy.delay = () => delayMs
    const counted = await bring()
    const contacts = webhooks * scenario.contacts
    const arrived = stand.receiver.arrivals.length / destinations
    const sent = (warmUps + 4) * contacts
    if (arrived !== sent) throw new Error(`${sent} contacts went in, and ${arrived} arrived`)
    const each = Object.entries({ ...counted, cpuMs }).map(([name, sum]) => [name, sum / contacts])
    return Object.fromEntries(each) as Counts
  } finally {
    await stand.stop()
  }
}

interface Functions {
  readonly ingest: MeasuredProcess
  readonly consumers: readonly (readonly [name: string, process: MeasuredProcess])[]
}

async function bringThrough(
  { proxy, queues, webhook }: BenchStand,
  { platform, batch, webhook: make }: Scenario,
  { ingest, consumers }: Functions,
  webhooks: number,
): Promise<Counts> {
  const processes = [ingest, ...consumers.map(([, process]) => process)]
  const logged = () => processes.reduce((sum, { loggedBytes }) => sum + loggedBytes, 0)
  const loggedBefore = logged()
  const sum = { invocations: 0, waitedMs: 0, cpuMs: 0, httpApi: 0, sqs: 0 }
  const calls: CountedCall[] = []
  const invoke = async (process: MeasuredProcess, event: unknown) => {
    proxy.forget()
    const measured = await process.run([event])
    sum.invocations += 1
    sum.cpuMs += measured.cpuMs
    // Lambda charges each invocation by itself.
    sum.waitedMs += longestWait(proxy.calls)
    calls.push(...proxy.calls)
    return measured
  }
  for (let count = 0; count < webhooks; count += 1) {
    const event = webhook(platform, make())
    sum.httpApi += Math.ceil(bytesOf(event) / meteredBytes)
    await invoke(ingest, event)
  }
  for (const [consumer, process] of consumers) {
    const { batches, bytes } = await queues.drain(
      consumer,
      { run: ([event]) => invoke(process, event) },
      batch,
    )
    // What the event source mapping asks of SQS: a batch received, a batch deleted.
    sum.sqs += batches * (Math.max(1, Math.ceil(bytes / batches / chunkBytes)) + 1)
  }
  const of = (service: Service, isIt: (call: CountedCall) => boolean = () => true) =>
    calls.filter((call) => call.service === service && isIt(call))
  const unitsOf = (found: readonly CountedCall[]) => found.reduce((units, call) => units + call.units, 0)
  const isRead = ({ operation }: CountedCall) => reads.has(operation)
  const sent = of('sqs').map(({ requestBytes }) => Math.max(1, Math.ceil(requestBytes / chunkBytes)))
  return {
    ...sum,
    sqs: sum.sqs + sent.reduce((requests, chunks) => requests + chunks, 0),
    readUnits: unitsOf(of('dynamodb', isRead)),
    writeUnits: unitsOf(of('dynamodb', (call) => !isRead(call))),
    s3Writes: of('s3', ({ operation }) => operation !== 'GET' && operation !== 'HEAD').length,
    s3Reads: of('s3', ({ operation }) => operation === 'GET' || operation === 'HEAD').length,
    logBytes:
      logged() -
      loggedBefore +
      sum.invocations * assumptions.platformLogBytes +
      webhooks * assumptions.accessLogBytes,
  }
}

function bytesOf({ body = '', isBase64Encoded }: APIGatewayProxyEventV2): number {
  return Buffer.byteLength(body, isBase64Encoded ? 'base64' : 'utf8')
}

/** The dearest chain of calls of which each began when the one before had ended, each as long as its service takes. */
export function longestWait(
  calls: readonly Pick<CountedCall, 'service' | 'startedAt' | 'endedAt'>[],
  latencyMs: Readonly<Record<Service, number>> = assumptions.latencyMs,
): number {
  const sorted = calls.toSorted((one, other) => one.endedAt - other.endedAt)
  const waits: number[] = []
  for (const [index, { service, startedAt }] of sorted.entries()) {
    const before = waits.filter(
      (_, earlier) => earlier < index && (sorted[earlier]?.endedAt ?? 0) <= startedAt,
    )
    waits.push(latencyMs[service] + Math.max(0, ...before))
  }
  return Math.max(0, ...waits)
}
