import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch'
import { NotAccepted } from '../core/errors.ts'
import { sdkTimeouts } from './sdk-timeouts.ts'

const hourMs = 3_600_000
/** CloudWatch hands out a hundred thousand values at a time, which is more than anybody asks for here. */
const maxPages = 20

export interface AcceptedAsked {
  readonly namespace: string
  /** That count what they accept. */
  readonly services: readonly string[]
  readonly hours: number
  readonly now: Date
}

/**
 * How many events were accepted, by hours since 1970; CloudWatch knows it a few minutes later.
 *
 * @throws NotAccepted `metrics_unreadable` where it tells less than was asked; what the SDK throws
 */
export async function acceptedByHour(
  { namespace, services, hours, now }: AcceptedAsked,
  client?: CloudWatchClient,
): Promise<Map<number, number>> {
  const { CloudWatchClient: Client, GetMetricDataCommand } = await import('@aws-sdk/client-cloudwatch')
  const cloudWatch = client ?? new Client(sdkTimeouts)
  const current = Math.floor(now.getTime() / hourMs)
  const found = new Map<number, number>()
  let next: string | undefined
  for (let page = 0; page < maxPages; page += 1) {
    const { MetricDataResults = [], NextToken } = await cloudWatch.send(
      new GetMetricDataCommand({
        StartTime: new Date((current - hours) * hourMs),
        EndTime: now,
        ...(next !== undefined && { NextToken: next }),
        MetricDataQueries: services.map((service, index) => ({
          Id: `m${index}`,
          MetricStat: {
            Metric: {
              Namespace: namespace,
              MetricName: 'Accepted',
              Dimensions: [{ Name: 'service', Value: service }],
            },
            Period: hourMs / 1000,
            Stat: 'Sum',
          },
        })),
      }),
    )
    for (const { StatusCode, Timestamps = [], Values = [] } of MetricDataResults) {
      if (StatusCode === 'InternalError' || StatusCode === 'Forbidden') throw unreadable()
      for (const [index, at] of Timestamps.entries()) {
        const hour = Math.floor(at.getTime() / hourMs)
        found.set(hour, (found.get(hour) ?? 0) + (Values[index] ?? 0))
      }
    }
    if (NextToken === undefined) return found
    next = NextToken
  }
  throw unreadable()
}

function unreadable(): NotAccepted {
  return new NotAccepted('metrics_unreadable', 'CloudWatch does not tell what was accepted')
}
