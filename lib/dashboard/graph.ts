import { GraphWidget, type IMetric } from 'aws-cdk-lib/aws-cloudwatch'
import { Duration } from 'aws-cdk-lib/core'
import type { Deployment } from '../../schemas/deployment.ts'
import type { Alarms } from '../alarms.ts'
import type { Deliver } from '../deliver.ts'
import type { Fetch } from '../fetch.ts'
import type { FrontDoor } from '../front-door.ts'
import type { Incoming } from '../incoming.ts'
import type { Ingest } from '../ingest.ts'
import type { LedgerTable } from '../ledger-table.ts'
import type { OrderedQueue } from '../ordered-queue.ts'
import type { Route } from '../route.ts'
import type { Watch } from '../watch.ts'

export interface DashboardProps {
  readonly deployment: Deployment
  readonly alarms: Alarms
  readonly frontDoors: readonly FrontDoor[]
  readonly ingests: readonly Ingest[]
  readonly incomings: readonly Incoming[]
  readonly contacts: OrderedQueue
  readonly route: Route
  readonly ledger: LedgerTable
  readonly fetch: Fetch | undefined
  readonly deliveries: readonly Deliver[]
  readonly watch: Watch | undefined
}

export const period = Duration.minutes(5)

/** The most that CloudWatch draws in one graph. */
const maxMetrics = 500

/** Functions that accept events: webhooks by their platform's name, mail in the bucket by `collect-<platform>`. */
export function sourcesOf({ ingests, incomings }: DashboardProps) {
  return [
    ...ingests.map(({ platform }) => ({ service: `ingest-${platform}`, label: platform })),
    ...incomings.map(({ service }) => ({ service, label: service })),
  ]
}

export function queuesOf({ contacts, incomings, fetch, deliveries }: DashboardProps) {
  return [contacts, ...incomings, ...(fetch ? [fetch.queue] : []), ...deliveries.map(({ queue }) => queue)]
}

export function graph(title: string, left: IMetric[], width = 6): GraphWidget {
  return new GraphWidget({
    title,
    left: left.slice(0, maxMetrics),
    width,
    height: 6,
    leftYAxis: { min: 0 },
  })
}
