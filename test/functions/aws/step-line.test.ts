import { SQSClient } from '@aws-sdk/client-sqs'
import middy from '@middy/core'
import type { Context, SQSRecord } from 'aws-lambda'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { joinParts } from '../../../functions/core/combined-message.ts'
import type { OutgoingMessage } from '../../../functions/core/ports.ts'
import { memoryLedger } from '../../support/memory-ports.ts'

let telemetryModule: typeof import('../../../functions/aws/telemetry.ts')
let consumerHandler: typeof import('../../../functions/aws/consumer-handler.ts')['consumerHandler']
let sqsQueue: typeof import('../../../functions/aws/sqs-queue.ts')['sqsQueue']

beforeAll(async () => {
  Object.assign(process.env, {
    AWS_REGION: 'eu-central-1',
    POWERTOOLS_LOG_LEVEL: 'INFO',
    POWERTOOLS_METRICS_DISABLED: 'true',
    POWERTOOLS_SERVICE_NAME: 'route',
  })
  telemetryModule = await import('../../../functions/aws/telemetry.ts')
  ;({ consumerHandler } = await import('../../../functions/aws/consumer-handler.ts'))
  ;({ sqsQueue } = await import('../../../functions/aws/sqs-queue.ts'))
})

const own = '1-6743fa10-0123456789abcdef01234567'
const ofWebhook = '1-6743fa00-fedcba987654321001234567'
const context = { awsRequestId: 'request-1', getRemainingTimeInMillis: () => 60_000 } as unknown as Context

let lines: Record<string, unknown>[]
beforeEach(() => {
  vi.stubEnv('_X_AMZN_TRACE_ID', `Root=${own};Parent=53995c3f42cd8ad8;Sampled=0;Lineage=1:a87bd80c:0`)
  lines = []
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    for (const line of String(chunk).split('\n')) if (line.startsWith('{')) lines.push(JSON.parse(line))
    return true
  })
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
})

/** Runs as an invocation does. */
const invoke = (run: () => void) =>
  middy()
    .use(telemetryModule.observed())
    .handler(async () => run())({}, context)

const step = { event: 'evt_1', conversation: '0123456789abcdef', ms: 12 }

describe('the line of a step', () => {
  it('has a code, milliseconds, event, conversation, request and trace, and nothing that costs bytes beside', async () => {
    await invoke(() => telemetryModule.telemetry.step('routed', step))
    expect(lines).toEqual([{ message: 'routed', ...step, request: 'request-1', trace: own }])
  })

  it('is of the invocation that is under way', async () => {
    await invoke(() => {})
    await middy()
      .use(telemetryModule.observed())
      .handler(async () => telemetryModule.telemetry.step('routed', step))(
      {},
      {
        ...context,
        awsRequestId: 'request-2',
      },
    )
    expect(lines.map(({ request }) => request)).toEqual(['request-2'])
  })

  it.each(['', 'Root=1-67', 'x'.repeat(5000), `Root=${own}evil`])(
    'has no trace where the environment has none that can be read: %.20s',
    async (given) => {
      vi.stubEnv('_X_AMZN_TRACE_ID', given)
      await invoke(() => telemetryModule.telemetry.step('routed', step))
      expect(lines[0]).not.toHaveProperty('trace')
    },
  )

  it('stands beside warnings that name their request, and the trace of their event', async () => {
    vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    const logged: unknown[] = []
    const { Logger } = await import('@aws-lambda-powertools/logger')
    vi.spyOn(Logger.prototype, 'warn').mockImplementation((...[, fields]) => void logged.push(fields))
    await invoke(() => {
      telemetryModule.telemetry.warn('failed', { event: 'evt_1' })
      telemetryModule.telemetry.warn('secret_not_read')
    })
    expect(logged).toEqual([{ event: 'evt_1', request: 'request-1', trace: own }, { request: 'request-1' }])
  })
})

describe('the trace of a webhook', () => {
  const record = (body: string, deduplicationId: string, header?: string): SQSRecord => ({
    messageId: deduplicationId,
    receiptHandle: 'r',
    body,
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: String(Date.parse('2026-11-20T11:59:59Z')),
      SenderId: 's',
      ApproximateFirstReceiveTimestamp: '',
      MessageGroupId: deduplicationId,
      MessageDeduplicationId: deduplicationId,
      ...(header !== undefined && { AWSTraceHeader: header }),
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn',
    awsRegion: 'eu-central-1',
  })

  /** What the SDK was about to send; nothing goes out. */
  function toNobody() {
    const client = new SQSClient({ region: 'eu-central-1' })
    const entries: unknown[] = []
    client.middlewareStack.add(
      () => async (args) => {
        entries.push(...(args.input as { Entries: unknown[] }).Entries)
        return { output: { $metadata: {}, Failed: [] }, response: {} }
      },
      { step: 'initialize' },
    )
    return { queue: sqsQueue('https://sqs.test/q', telemetryModule.telemetry, client), entries }
  }

  async function consume(records: SQSRecord[], outgoing: (ids: string[]) => OutgoingMessage[]) {
    const { queue, entries } = toNobody()
    const ids: string[] = []
    const handler = consumerHandler('https://sqs.test/q', 0, {
      name: 'route',
      ledger: memoryLedger().ledger,
      telemetry: telemetryModule.telemetry,
      now: () => new Date('2026-11-20T12:00:00Z'),
      random: () => 0.5,
      retryCapSeconds: 900,
      async handle({ deduplicationId }) {
        ids.push(deduplicationId)
        const [event = ''] = deduplicationId.split('#')
        telemetryModule.telemetry.step('routed', { event, conversation: 'c', ms: 1 })
        return 'done'
      },
      isDone: async () => false,
      parkUnhandled: async () => {},
    })
    await handler({ Records: records }, context)
    await queue.send(outgoing(ids))
    return entries as { MessageSystemAttributes?: { AWSTraceHeader: { StringValue: string } } }[]
  }

  const message = (id: string, body = '{}'): OutgoingMessage => ({
    id,
    group: 'g',
    body,
    deduplicationId: id,
  })
  const header = `Root=${ofWebhook};Parent=53995c3f42cd8ad9;Sampled=1`

  it('goes on with the event: in the lines of every stage, and to the next queue', async () => {
    const sent = await consume([record('{}', 'evt_1', header), record('{}', 'evt_2#1')], () => [
      message('evt_1'),
      message('evt_2'),
    ])
    expect(Object.fromEntries(lines.map(({ event, trace }) => [event, trace]))).toEqual({
      evt_1: ofWebhook,
      evt_2: own,
    })
    expect(sent.map((each) => each.MessageSystemAttributes?.AWSTraceHeader)).toEqual([
      { DataType: 'String', StringValue: header },
      { DataType: 'String', StringValue: `Root=${own};Parent=53995c3f42cd8ad8;Sampled=0` },
    ])
  })

  it('is that of the first where several events go in one message, and of each that came in one', async () => {
    const parts = ['evt_1', 'evt_2'].map((id) => ({ deduplicationId: id, body: '{}' }))
    const sent = await consume([record(joinParts(parts), 'evts_0', header)], () => [
      message('evts_1', joinParts(parts)),
    ])
    expect(lines.map(({ trace }) => trace)).toEqual([ofWebhook, ofWebhook])
    expect(sent[0]?.MessageSystemAttributes?.AWSTraceHeader.StringValue).toBe(header)
  })

  it('is not told to a queue where it is none, for SQS would refuse the message', async () => {
    vi.stubEnv('_X_AMZN_TRACE_ID', '')
    const sent = await consume([record('{}', 'evt_1', 'Root=nonsense')], () => [message('evt_1')])
    expect(sent[0]).not.toHaveProperty('MessageSystemAttributes')
  })
})
