import type { IKey } from 'aws-cdk-lib/aws-kms'
import type { Code, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import type { LogGroup } from 'aws-cdk-lib/aws-logs'
import { Aws, Duration, Validations } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'
import { type Deployment, type DestinationConfig, secretName } from '../schemas/deployment.ts'
import { deliverMemory } from '../schemas/function-memory.ts'
import type { Permission } from './adapter-facts.ts'
import { AdapterSecret } from './adapter-secret.ts'
import type { Alarms } from './alarms.ts'
import type { Attachments } from './attachments.ts'
import type { LedgerTable } from './ledger-table.ts'
import type { ObjectStore } from './object-store.ts'
import { OrderedQueue } from './ordered-queue.ts'
import { joinNetwork } from './private-network.ts'
import type { Route } from './route.ts'
import { StageFunction } from './stage-function.ts'

/**
 * Time for a batch of ten that is all one conversation, serial, each request at its time-out, and to write
 * down what came of it; Lambda allows 900 seconds.
 */
function batchTimeout({ timeoutSeconds }: DestinationConfig): Duration {
  return Duration.seconds(Math.min(900, 10 * timeoutSeconds + 20))
}

/**
 * Twice the function's: the tenfold time-out leaves room enough to be throttled, and AWS's advice of six times
 * would keep a conversation waiting for twenty minutes after a crash.
 */
function visibilityTimeout(destination: DestinationConfig): Duration {
  return Duration.seconds(2 * batchTimeout(destination).toSeconds())
}

export interface DeliverProps {
  readonly destination: DestinationConfig
  readonly deployment: Deployment
  readonly code: Code
  /** What the operator puts into the destination's secret. */
  readonly secretShape: string
  readonly from: Route
  readonly ledger: LedgerTable
  readonly store: ObjectStore
  readonly attachments: Attachments
  /**
   * What the adapter needs beyond that.
   * @default - nothing
   */
  readonly permissions?: readonly Permission[]
  readonly key?: IKey | undefined
  readonly alarms: Alarms
}

/** Brings contact events into one CRM or ACD, from a queue of its own: a slow one holds up no other. */
export class Deliver extends Construct {
  readonly destination: string
  readonly queue: OrderedQueue
  readonly secret: AdapterSecret
  readonly lambda: LambdaFunction
  readonly logGroup: LogGroup

  constructor(scope: Construct, id: string, props: DeliverProps) {
    super(scope, id)
    const { destination, deployment, key, alarms } = props
    this.destination = destination.name
    this.queue = new OrderedQueue(this, 'Queue', {
      carries: `deliver-${destination.name}`,
      queueName: `${deployment.name}-deliver-${destination.name}`,
      deadLetterQueueName: `${deployment.name}-backstop-${destination.name}`,
      visibilityTimeout: visibilityTimeout(destination),
      alarmingAge: Duration.hours(1),
      key,
      alarms,
    })
    const deliver = new StageFunction(this, 'Stage', {
      service: `deliver-${destination.name}`,
      deploymentName: deployment.name,
      description: `Delivers contact events to ${destination.name} (${destination.adapter}).`,
      code: props.code,
      timeout: batchTimeout(destination),
      memory: deliverMemory(deployment),
      logRetention: deployment.retention.logs,
      observed: deployment,
      key,
      alarms,
    })
    this.lambda = deliver.lambda
    this.logGroup = deliver.logGroup
    if (destination.network) joinNetwork(deliver, destination.network)
    this.secret = new AdapterSecret(this, 'Keys', {
      secretName: secretName(deployment.name, 'destination', destination.name),
      shape: props.secretShape,
      key,
    })
    deliver.bind({ DESTINATION: destination.name })
    this.secret.readBy(deliver)
    props.from.leadsTo(destination.name, this.queue)
    this.queue.feeds(deliver, destination.concurrency)
    props.ledger.keptFor(destination.name, deliver)
    props.store.usedBy(deliver, {
      reads: [`bodies/${destination.name}`],
      writes: [`parked/${destination.name}`],
    })
    props.store.attachmentsReadBy(deliver, destination.holds)
    props.attachments.linkedBy(deliver)
    this.#permit(deliver, props.permissions ?? [])

    const { service } = deliver
    alarms.add({
      name: `${service}-failed`,
      metric: alarms.counted('Failed', service),
      threshold: 10,
      meaning: 'Handling of messages failed unexpectedly, again and again; they are tried again.',
      runbook: 'failed',
    })
    alarms.add({
      name: `${service}-parked`,
      metric: alarms.counted('Parked', service),
      threshold: 1,
      meaning: `${destination.name} refused an event, or could not be reached for too long; it is parked.`,
      runbook: 'parked',
    })
    alarms.add({
      name: `${service}-stopped`,
      severity: 'critical',
      // Messages that find it stopped come back every 22.5 minutes at least: it rings as long as it lasts.
      metric: alarms.counted('DestinationStopped', service).with({ period: Duration.minutes(30) }),
      threshold: 1,
      meaning: `Nothing is sent to ${destination.name}: it refuses everything or fails throughout. Its events wait in the queue.`,
      runbook: 'destination-stopped',
    })
  }

  #permit(deliver: StageFunction, permissions: readonly Permission[]): void {
    for (const { actions, resources } of permissions) {
      const own = resources.map(ofThisAccount)
      deliver.bind({}, { actions: [...actions], resources: own })
      for (const resource of own.filter((each) => each.includes('*')))
        Validations.of(deliver).acknowledge({
          id: `AwsSolutions-IAM5[Resource::${shown(resource)}]`,
          reason: `The adapter of ${this.destination} says that it needs this, and no other function gets it.`,
        })
    }
  }
}

/** An adapter knows neither account nor partition: what it leaves open is this account in this partition. */
function ofThisAccount(resource: string): string {
  const [arn, partition = '', service = '', region = '', account = '', ...rest] = resource.split(':')
  if (arn !== 'arn' || rest.length === 0) return resource
  return [
    arn,
    partition === 'aws' ? Aws.PARTITION : partition,
    service,
    region,
    account === '*' ? Aws.ACCOUNT_ID : account,
    ...rest,
  ].join(':')
}

/** As cdk-nag quotes it. */
function shown(resource: string): string {
  return resource.replaceAll(Aws.PARTITION, '<AWS::Partition>').replaceAll(Aws.ACCOUNT_ID, '<AWS::AccountId>')
}
