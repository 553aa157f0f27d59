import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs'
import { afterEach, describe, expect, it } from 'vitest'
import { readTrace } from '../../../bin/operations/read-trace.ts'
import { traceQuery, traceQueryName } from '../../../schemas/trace-query.ts'
import { fakeCloudWatchLogs, type LoggedLine } from '../../support/fake-cloudwatch-logs.ts'

const at = (second: number) => `2026-11-21T19:43:${String(second).padStart(2, '0')}.105Z`
const step = (group: string, second: number, message: string, event = 'evt_1'): LoggedLine => ({
  group: `/acme/${group}`,
  at: at(second),
  line: { message, ms: second, event, conversation: 'c', request: `r${second}`, trace: '1-1-1' },
})
const lines = [
  step('deliver-crm', 3, 'delivered'),
  step('ingest-facebook', 1, 'accepted'),
  step('route', 2, 'routed'),
  step('route', 2, 'routed', 'evt_other'),
  step('somebody-else', 2, 'routed'),
]
const window = { from: new Date('2026-11-21T19:40:00Z'), to: new Date('2026-11-21T20:00:00Z') }

/** As the stack saves it. */
const saved = {
  name: traceQueryName('acme'),
  queryString: traceQuery,
  logGroupNames: ['deliver-acd', 'deliver-crm', 'ingest-facebook', 'ingest-twitter', 'route'].map(
    (name) => `/acme/${name}`,
  ),
}

const stops: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

async function scene(options: Partial<Parameters<typeof fakeCloudWatchLogs>[0]> = {}) {
  const fake = await fakeCloudWatchLogs({ definitions: [saved], lines, ...options })
  const logs = new CloudWatchLogsClient({
    region: 'eu-central-1',
    endpoint: fake.url,
    credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
  })
  stops.push(fake.stop, async () => logs.destroy())
  let slept = 0
  const read = readTrace({
    logs,
    deploymentName: 'acme',
    sleep: async (ms) => {
      slept += ms
    },
  })
  return { read, asked: fake.asked, slept: () => slept }
}

describe('the way of one contact', () => {
  it('is asked for once, over the logs of all stages, by the query that the stack has saved', async () => {
    const { read, asked } = await scene()
    expect(await read(['evt_1'], window)).toEqual([
      {
        at: at(1),
        function: 'ingest-facebook',
        event: 'evt_1',
        code: 'accepted',
        ms: 1,
        request: 'r1',
        trace: '1-1-1',
      },
      { at: at(2), function: 'route', event: 'evt_1', code: 'routed', ms: 2, request: 'r2', trace: '1-1-1' },
      {
        at: at(3),
        function: 'deliver-crm',
        event: 'evt_1',
        code: 'delivered',
        ms: 3,
        request: 'r3',
        trace: '1-1-1',
      },
    ])
    expect(asked).toHaveLength(1)
    expect(asked[0]?.logGroupNames).toEqual(saved.logGroupNames)
  })

  it('is that of several, and of warnings with their reason', async () => {
    const warning: LoggedLine = {
      group: '/acme/route',
      at: at(5),
      line: { message: 'failed', event: 'evt_other', code: 'ThrottlingException' },
    }
    const { read } = await scene({ lines: [...lines, warning] })
    const way = await read(['evt_1', 'evt_other'], window)
    expect(way?.map(({ event, code }) => `${event} ${code}`)).toEqual([
      'evt_1 accepted',
      'evt_1 routed',
      'evt_other routed',
      'evt_1 delivered',
      'evt_other failed',
    ])
    expect(way?.at(-1)).toMatchObject({ reason: 'ThrottlingException' })
    expect(way?.at(-1)).not.toHaveProperty('ms')
  })

  it('is waited for as long as the query runs, and not for ever', async () => {
    const patient = await scene({ looks: 5 })
    expect(await patient.read(['evt_1'], window)).toHaveLength(3)
    expect(patient.slept()).toBe(2500)
    const endless = await scene({ looks: 1000 })
    expect(await endless.read(['evt_1'], window)).toBeUndefined()
    expect(endless.slept()).toBe(30_000)
  })

  it.each(['Failed', 'Cancelled', 'Timeout'])('is not known where the query ends as %s', async (ends) => {
    const { read } = await scene({ ends })
    expect(await read(['evt_1'], window)).toBeUndefined()
  })

  it('is not known of a stack that has saved no query, nor of another deployment beside it', async () => {
    const { read, asked } = await scene({
      definitions: [{ ...saved, name: `${saved.name}-of-another` }],
    })
    expect(await read(['evt_1'], window)).toBeUndefined()
    expect(asked).toEqual([])
  })

  it('is asked for by nothing that could break out of the query', async () => {
    const { read, asked } = await scene()
    expect(await read(['evt_1"] | fields @message #', "'"], window)).toBeUndefined()
    expect(asked).toEqual([])
  })
})
