import { CloudWatchClient, type GetMetricDataCommandInput } from '@aws-sdk/client-cloudwatch'
import { describe, expect, it } from 'vitest'
import { agesInAccount } from '../../../bin/operations/ages-in-account.ts'

const now = () => new Date('2026-11-21T12:00:00Z')

/** A client that never gets to the network, as nothing that can be run here speaks CloudWatch's protocol. */
function cloudWatch(values: Record<string, number[]>) {
  const asked: GetMetricDataCommandInput[] = []
  const client = new CloudWatchClient({ region: 'eu-central-1' })
  client.middlewareStack.add(
    () => async (given) => {
      const input = given.input as GetMetricDataCommandInput
      asked.push(input)
      const MetricDataResults = input.MetricDataQueries?.map(({ Id, MetricStat }) => ({
        Id,
        Values: values[MetricStat?.Metric?.Dimensions?.[0]?.Value ?? ''] ?? [],
      }))
      return { output: { $metadata: {}, MetricDataResults }, response: {} }
    },
    { step: 'initialize', priority: 'low' },
  )
  return { client, asked }
}

describe('ages in an account', () => {
  it('are the newest that CloudWatch has of the last quarter of an hour, by queue', async () => {
    const { client, asked } = cloudWatch({ 'a.fifo': [90, 30], 'c.fifo': [7] })
    const ages = await agesInAccount(client, now)(['a.fifo', 'b.fifo', 'c.fifo'])
    expect([...ages]).toEqual([
      ['a.fifo', 90],
      ['c.fifo', 7],
    ])
    expect(asked).toHaveLength(1)
    expect(asked[0]).toMatchObject({
      StartTime: new Date('2026-11-21T11:45:00Z'),
      EndTime: now(),
      ScanBy: 'TimestampDescending',
    })
    expect(asked[0]?.MetricDataQueries?.[1]?.MetricStat).toMatchObject({
      Metric: { Namespace: 'AWS/SQS', MetricName: 'ApproximateAgeOfOldestMessage' },
      Stat: 'Maximum',
    })
  })
})
