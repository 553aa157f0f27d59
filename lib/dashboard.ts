import {
  AlarmStatusWidget,
  Dashboard,
  type IMetric,
  type IWidget,
  MathExpression,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch'
import type { CfnFunction, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import { Duration } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'
import { enabledEventPlatforms } from '../schemas/event-platforms.ts'
import { type DashboardProps, graph, period, queuesOf, sourcesOf } from './dashboard/graph.ts'
import { lost } from './dashboard/lost.ts'

/** One page for four questions, each with a graph a platform or destination. */
export class LayerDashboard extends Construct {
  readonly dashboard: Dashboard

  constructor(scope: Construct, id: string, props: DashboardProps) {
    super(scope, id)
    const { alarms } = props
    // Without a name: a dashboard's is one for all regions of an account.
    this.dashboard = new Dashboard(this, 'Dashboard', {
      defaultInterval: Duration.days(1),
      widgets: [
        [new AlarmStatusWidget({ title: 'Alarms', alarms: [...alarms.all], width: 24, height: 4 })],
        [
          question(
            'Are we losing anything?',
            'Nothing of this is lost yet: it waits for a person, until it expires.',
          ),
        ],
        lost(props),
        [question('Is anyone waiting?', 'Seconds that the oldest message has waited, and how many do.')],
        waiting(props),
        [question('What is slow?', 'The slowest of a hundred, in milliseconds.')],
        slow(props),
        onTheWay(props),
        [question('What does it cost?', 'Units that AWS bills; docs/costs.md has their prices.')],
        costing(props),
      ],
    })
  }
}

function waiting(props: DashboardProps): IWidget[] {
  const { alarms, deliveries } = props
  const queues = queuesOf(props)
  const perDestination = (name: string) =>
    deliveries.map(({ destination }) =>
      alarms.counted(name, `deliver-${destination}`).with({ label: destination }),
    )
  return [
    graph(
      'Oldest message',
      queues.map(({ carries, queue }) =>
        queue.metricApproximateAgeOfOldestMessage({ period, statistic: 'Maximum', label: carries }),
      ),
    ),
    graph(
      'Messages waiting',
      queues.map(({ carries, queue }) =>
        queue.metricApproximateNumberOfMessagesVisible({ period, statistic: 'Maximum', label: carries }),
      ),
    ),
    graph('Accepted, delivered', [
      ...sourcesOf(props).map(({ service, label }) =>
        alarms.counted('Accepted', service).with({ label: `from ${label}` }),
      ),
      ...deliveries.map(({ destination }) =>
        alarms.counted('Delivered', `deliver-${destination}`).with({ label: `to ${destination}` }),
      ),
    ]),
    graph('Tried again, stopped', [
      ...perDestination('Retried'),
      ...deliveries.map(({ destination }) =>
        alarms
          .counted('DestinationStopped', `deliver-${destination}`)
          .with({ label: `${destination} stopped` }),
      ),
    ]),
  ]
}

function slow({ frontDoors, ingests, route, deliveries }: DashboardProps): IWidget[] {
  const p99 = { period, statistic: 'p99' }
  return [
    graph(
      'Webhooks, until answered',
      frontDoors.map(({ name, api }) => api.metricLatency({ ...p99, label: name })),
    ),
    graph(
      'Ingest',
      ingests.map(({ platform, lambda }) => lambda.metricDuration({ ...p99, label: platform })),
    ),
    graph('Route', [route.lambda.metricDuration({ ...p99, label: 'route' })]),
    graph(
      'Deliver',
      deliveries.map(({ destination, lambda }) => lambda.metricDuration({ ...p99, label: destination })),
    ),
  ]
}

/** From the time that the platform tells: what is slow before us counts, too. */
function onTheWay({ deployment, alarms, deliveries }: DashboardProps): IWidget[] {
  const platforms = enabledEventPlatforms(deployment)
  const latencies = (statistic: string) =>
    deliveries.flatMap(({ destination }) =>
      platforms.map((platform) =>
        alarms
          .counted(`Latency-${platform}`, `deliver-${destination}`)
          .with({ statistic, label: `${platform} to ${destination}` }),
      ),
    )
  return [
    graph('From the platform’s own time to delivery, half of them', latencies('p50'), 12),
    graph('From the platform’s own time to delivery, the slowest of a hundred', latencies('p99'), 12),
  ]
}

function costing(props: DashboardProps): IWidget[] {
  const { frontDoors, ingests, incomings, route, fetch, deliveries, ledger, watch } = props
  const hour = { period: Duration.hours(1), statistic: 'Sum' }
  const queues = queuesOf(props)
  const functions = [
    ...ingests,
    ...incomings,
    route,
    ...(fetch ? [fetch] : []),
    ...deliveries,
    ...(watch ? [watch] : []),
  ].map(({ lambda }) => lambda)
  return [
    graph(
      'Webhooks an hour',
      frontDoors.map(({ name, api }) => api.metricCount({ ...hour, label: name })),
    ),
    graph('Lambda, GB-seconds an hour', [
      total(
        functions.map((each) => each.metricDuration(hour)),
        'GB-seconds',
        functions.map((each) => gigabytesOf(each) / 1000),
      ),
    ]),
    graph('SQS, sent and empty receives an hour', [
      total(
        queues.map(({ queue }) => queue.metricNumberOfMessagesSent(hour)),
        'sent',
      ),
      total(
        queues.map(({ queue }) => queue.metricNumberOfEmptyReceives(hour)),
        'empty receives',
      ),
    ]),
    graph('DynamoDB, units an hour', [
      ledger.table.metricConsumedWriteCapacityUnits({ ...hour, label: 'write units' }),
      ledger.table.metricConsumedReadCapacityUnits({ ...hour, label: 'read units' }),
    ]),
  ]
}

const notALetter = /[^A-Za-z]/g

function gigabytesOf(lambda: LambdaFunction): number {
  return ((lambda.node.defaultChild as CfnFunction).memorySize ?? 128) / 1024
}

/** The sum of metrics, however many, each times its factor where there are factors. */
function total(metrics: readonly IMetric[], label: string, factors: readonly number[] = []): MathExpression {
  // Ids are for one graph, in which sums stand side by side.
  const prefix = label.replace(notALetter, '').toLowerCase()
  const named = Object.fromEntries(metrics.map((metric, index) => [`${prefix}${index}`, metric]))
  const summands = Object.keys(named).map((id, index) =>
    factors[index] === undefined ? id : `${id} * ${factors[index]}`,
  )
  return new MathExpression({
    expression: `SUM([${summands.join(', ')}])`,
    usingMetrics: named,
    label,
    period: Duration.hours(1),
  })
}

function question(title: string, hint: string): TextWidget {
  return new TextWidget({ markdown: `## ${title}\n${hint}`, width: 24, height: 2 })
}
