import { type CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch'
import type { Clock } from '../../functions/core/ports.ts'
import type { QueueAges } from './queue-levels.ts'

/** SQS reports a queue's age every minute, and CloudWatch shows it a few minutes later. */
const lookBackMs = 15 * 60 * 1000
/** GetMetricData limit of metrics. */
const maxQueries = 500

/** How old the messages of an account's queues are: only CloudWatch knows, some minutes late, for $0.01 a thousand. */
export function agesInAccount(cloudWatch: CloudWatchClient, now: Clock): QueueAges {
  return async (queues) => {
    const { MetricDataResults = [] } = await cloudWatch.send(
      new GetMetricDataCommand({
        StartTime: new Date(now().getTime() - lookBackMs),
        EndTime: now(),
        ScanBy: 'TimestampDescending',
        MetricDataQueries: queues.slice(0, maxQueries).map((queue, index) => ({
          Id: `q${index}`,
          MetricStat: {
            Metric: {
              Namespace: 'AWS/SQS',
              MetricName: 'ApproximateAgeOfOldestMessage',
              Dimensions: [{ Name: 'QueueName', Value: queue }],
            },
            Period: 60,
            Stat: 'Maximum',
          },
        })),
      }),
    )
    return new Map(
      MetricDataResults.flatMap(({ Id = '', Values = [] }) => {
        const queue = queues[Number(Id.slice(1))]
        const [newest] = Values
        return queue !== undefined && newest !== undefined ? [[queue, newest] as const] : []
      }),
    )
  }
}
