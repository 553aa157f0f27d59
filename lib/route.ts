import type { IKey } from 'aws-cdk-lib/aws-kms'
import type { Code, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import type { LogGroup } from 'aws-cdk-lib/aws-logs'
import { Duration, Lazy, Stack } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'
import type { Deployment } from '../schemas/deployment.ts'
import type { Alarms } from './alarms.ts'
import type { LedgerTable } from './ledger-table.ts'
import type { ObjectStore } from './object-store.ts'
import type { OrderedQueue } from './ordered-queue.ts'
import { StageFunction } from './stage-function.ts'
import type { WorkQueue } from './work-queue.ts'

/** For ten events, of which each takes some ten requests to the table and the queues. */
const timeout = Duration.seconds(60)

/** Six times the function's, as AWS advises: a throttled batch is tried again within it. */
export const routeVisibilityTimeout = Duration.seconds(6 * timeout.toSeconds())

/** A tenth of an account's usual 1000, so that a backlog cannot keep ingest from answering the platforms. */
const maxConcurrency = 100

export interface RouteProps {
  readonly deployment: Deployment
  readonly code: Code
  readonly from: OrderedQueue
  readonly ledger: LedgerTable
  readonly store: ObjectStore
  readonly key?: IKey | undefined
  readonly alarms: Alarms
}

/** Decides what each contact means and who gets it. */
export class Route extends Construct {
  readonly lambda: LambdaFunction
  readonly logGroup: LogGroup
  readonly #route: StageFunction
  readonly #deliverQueueUrls: Record<string, string> = {}

  constructor(scope: Construct, id: string, props: RouteProps) {
    super(scope, id)
    const { deployment, key, alarms } = props
    this.#route = new StageFunction(this, 'Stage', {
      service: 'route',
      deploymentName: deployment.name,
      description: 'Resolves conversations and sends contact events on to destinations.',
      code: props.code,
      timeout,
      logRetention: deployment.retention.logs,
      observed: deployment,
      key,
      alarms,
    })
    this.lambda = this.#route.lambda
    this.logGroup = this.#route.logGroup
    props.from.feeds(this.#route, maxConcurrency)
    props.ledger.keptBy(this.#route)
    props.store.usedBy(this.#route, { reads: ['bodies'], writes: ['bodies', 'parked', 'attachments'] })

    alarms.add({
      name: 'route-failed',
      metric: alarms.counted('Failed', this.#route.service),
      threshold: 10,
      meaning: 'Handling of messages failed unexpectedly, again and again; they are tried again.',
      runbook: 'failed',
    })
    alarms.add({
      name: 'route-unmatched',
      metric: alarms.counted('Unmatched', this.#route.service),
      threshold: 1,
      meaning: 'No routing rule matched an event; it is parked.',
      runbook: 'unmatched',
    })
    alarms.add({
      name: 'route-parked',
      metric: alarms.counted('Parked', this.#route.service),
      threshold: 1,
      meaning: 'An event could not be routed; it is parked.',
      runbook: 'parked',
    })
    if (deployment.routing.decide !== undefined || deployment.routing.enrich !== undefined)
      alarms.add({
        name: 'route-own-function-failed',
        metric: alarms.counted('OwnFunctionFailed', this.#route.service),
        threshold: 1,
        meaning: 'A function `decide` or `enrich` failed; the routing rules stood in for it.',
        runbook: 'own-function-failed',
      })
  }

  /** Lets route ask for files to be fetched. */
  asks(queue: WorkQueue): void {
    queue.sentToBy(this.#route, { FETCH_QUEUE_URL: queue.queue.queueUrl })
  }

  /** Lets route send on to a destination's queue. */
  leadsTo(destination: string, queue: OrderedQueue): void {
    this.#deliverQueueUrls[destination] = queue.queue.queueUrl
    queue.sentToBy(this.#route, {
      DELIVER_QUEUE_URLS: Lazy.string({ produce: () => Stack.of(this).toJsonString(this.#deliverQueueUrls) }),
    })
  }
}
