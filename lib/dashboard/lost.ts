import type { IMetric, IWidget } from 'aws-cdk-lib/aws-cloudwatch'
import { type DashboardProps, graph, period, queuesOf, sourcesOf } from './graph.ts'

/** What waits for a person, what was refused, and what does not come at all. */
export function lost(props: DashboardProps): IWidget[] {
  const { alarms, deliveries, fetch, frontDoors } = props
  const perPlatform = (name: string) =>
    sourcesOf(props).map(({ service, label }) => alarms.counted(name, service).with({ label }))
  const perDestination = (name: string) =>
    deliveries.map(({ destination }) =>
      alarms.counted(name, `deliver-${destination}`).with({ label: destination }),
    )
  return [
    graph('Quarantined', perPlatform('Quarantined')),
    graph('Parked', [
      ...perDestination('Parked'),
      ...['Parked', 'Unmatched'].map((name) =>
        alarms.counted(name, 'route').with({ label: `route: ${name}` }),
      ),
    ]),
    graph('Not taken by a queue', perPlatform('EnqueueFailed')),
    graph(
      'Dead-letter queues',
      queuesOf(props).map(({ carries, deadLetterQueue }) =>
        deadLetterQueue.metricApproximateNumberOfMessagesVisible({
          period,
          statistic: 'Maximum',
          label: carries,
        }),
      ),
    ),
    graph('Refused at the door', [
      ...frontDoors.flatMap(({ name, tooLarge, tooManyRequests }) => [
        tooLarge.with({ label: `413, ${name}` }),
        tooManyRequests.with({ label: `429, ${name}` }),
      ]),
    ]),
    graph('Failed unexpectedly', [
      alarms.counted('Failed', 'route').with({ label: 'route' }),
      ...perDestination('Failed'),
      ...(fetch ? [alarms.counted('Failed', 'fetch').with({ label: 'fetch' })] : []),
    ]),
    ...(fetch ? [graph('Files lost', [alarms.counted('AttachmentsLost', 'fetch')])] : []),
    ...watched(props),
  ]
}

/** What would come, and does not: a gap says that nobody could look. */
function watched({ alarms, watch }: DashboardProps): IWidget[] {
  if (!watch) return []
  const { connections, learned } = watch
  const looked = (name: string, platforms: readonly string[]) =>
    platforms.map((platform) => alarms.looked(`${name}-${platform}`).with({ label: platform }))
  const shown: [title: string, metrics: IMetric[]][] = [
    ['Connections broken', looked('ConnectionBroken', connections)],
    ['Connections that nobody could look at', looked('ConnectionUnknown', connections)],
    ['Days until a connection ends', looked('ConnectionDaysLeft', connections)],
    ['Quiet, though it always talks', looked('Quiet', learned)],
  ]
  return shown.filter(([, metrics]) => metrics.length > 0).map(([title, metrics]) => graph(title, metrics))
}
