import {
  CloudWatchClient,
  type GetMetricDataCommandInput,
  type GetMetricDataCommandOutput,
} from '@aws-sdk/client-cloudwatch'
import { describe, expect, it } from 'vitest'
import { acceptedByHour } from '../../../functions/aws/accepted-by-hour.ts'

const now = new Date('2026-11-30T10:20:00Z')
const hourOf = (time: string) => Date.parse(time) / 3_600_000
const asked = {
  namespace: 'Netzdialog/acme',
  services: ['ingest-ses', 'collect-ses'],
  hours: 48,
  now,
}

/** A client that never gets to the network, as nothing that can be run here speaks CloudWatch's protocol. */
function cloudWatch(pages: readonly Omit<GetMetricDataCommandOutput, '$metadata'>[]) {
  const inputs: GetMetricDataCommandInput[] = []
  const client = new CloudWatchClient({ region: 'eu-central-1' })
  client.middlewareStack.add(
    () => async (given) => {
      inputs.push(given.input as GetMetricDataCommandInput)
      return { output: { $metadata: {}, ...pages[Math.min(inputs.length, pages.length) - 1] }, response: {} }
    },
    { step: 'initialize', priority: 'low' },
  )
  return { client, inputs }
}

describe('what was accepted', () => {
  it('is counted by hours, of all that accept, over all pages', async () => {
    const at = (...times: string[]) => times.map((time) => new Date(time))
    const { client, inputs } = cloudWatch([
      {
        MetricDataResults: [
          { Id: 'm0', Timestamps: at('2026-11-30T09:00:00Z', '2026-11-30T10:00:00Z'), Values: [3, 1] },
          { Id: 'm1', Timestamps: at('2026-11-30T09:00:00Z'), Values: [4], StatusCode: 'PartialData' },
        ],
        NextToken: 'more',
      },
      {
        MetricDataResults: [
          { Id: 'm1', Timestamps: at('2026-11-28T10:00:00Z'), Values: [2], StatusCode: 'Complete' },
        ],
      },
    ])
    expect([...(await acceptedByHour(asked, client))].toSorted()).toEqual([
      [hourOf('2026-11-28T10:00:00Z'), 2],
      [hourOf('2026-11-30T09:00:00Z'), 7],
      [hourOf('2026-11-30T10:00:00Z'), 1],
    ])
    expect(inputs.map(({ NextToken }) => NextToken)).toEqual([undefined, 'more'])
    expect(inputs[0]).toMatchObject({ StartTime: new Date('2026-11-28T10:00:00Z'), EndTime: now })
    expect(inputs[0]?.MetricDataQueries?.map(({ MetricStat }) => MetricStat)).toMatchObject(
      ['ingest-ses', 'collect-ses'].map((Value) => ({
        Metric: {
          Namespace: 'Netzdialog/acme',
          MetricName: 'Accepted',
          Dimensions: [{ Name: 'service', Value }],
        },
        Period: 3600,
        Stat: 'Sum',
      })),
    )
  })

  it.each(['InternalError', 'Forbidden'] as const)(
    'is not known where CloudWatch says %s',
    async (StatusCode) => {
      const { client } = cloudWatch([{ MetricDataResults: [{ Id: 'm0', StatusCode }] }])
      await expect(acceptedByHour(asked, client)).rejects.toMatchObject({ code: 'metrics_unreadable' })
    },
  )

  it('is not known where the pages never end', async () => {
    const { client, inputs } = cloudWatch([{ NextToken: 'again' }])
    await expect(acceptedByHour(asked, client)).rejects.toMatchObject({ code: 'metrics_unreadable' })
    expect(inputs.length).toBeLessThan(50)
  })
})
