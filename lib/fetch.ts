import type { IKey } from 'aws-cdk-lib/aws-kms'
import type { Code, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import type { LogGroup } from 'aws-cdk-lib/aws-logs'
import { Duration, Stack } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'
import type { Deployment } from '../schemas/deployment.ts'
import type { Alarms } from './alarms.ts'
import type { Ingest } from './ingest.ts'
import type { LedgerTable } from './ledger-table.ts'
import type { ObjectStore } from './object-store.ts'
import type { OrderedQueue } from './ordered-queue.ts'
import type { Route } from './route.ts'
import { StageFunction } from './stage-function.ts'
import { WorkQueue } from './work-queue.ts'

/** For two files at their limit of twenty seconds, and what is written. An erasure waits as long for what is under way. */
const timeout = Duration.seconds(60)

/** Files come beside the flow: they are not to use up what it needs of the account's invocations. */
const maxConcurrency = 10

export interface FetchProps {
  readonly deployment: Deployment
  readonly code: Code
  readonly from: Route
  readonly to: OrderedQueue
  /** Those whose secrets are needed to fetch files. */
  readonly secretsOf: readonly Ingest[]
  readonly ledger: LedgerTable
  readonly store: ObjectStore
  readonly key?: IKey | undefined
  readonly alarms: Alarms
}

/** Fetches files that lie with platforms, and waits for scans, beside the flow; it can reach no destination and no other object. */
export class Fetch extends Construct {
  readonly queue: WorkQueue
  readonly lambda: LambdaFunction
  readonly logGroup: LogGroup

  constructor(scope: Construct, id: string, props: FetchProps) {
    super(scope, id)
    const { deployment, key, alarms, secretsOf } = props
    const { name } = deployment
    this.queue = new WorkQueue(this, 'Requests', {
      carries: 'fetch',
      queueName: `${name}-fetch`,
      deadLetterQueueName: `${name}-fetch-dead-letters`,
      visibilityTimeout: Duration.seconds(6 * timeout.toSeconds()),
      key,
      alarms,
    })
    const fetch = new StageFunction(this, 'Stage', {
      service: 'fetch',
      deploymentName: name,
      description: 'Fetches files that lie with platforms before their addresses run out.',
      code: props.code,
      timeout,
      logRetention: deployment.retention.logs,
      observed: deployment,
      key,
      alarms,
    })
    this.lambda = fetch.lambda
    this.logGroup = fetch.logGroup
    const secrets = secretsOf.map(({ platform, secret }) => [platform, secret.secret.secretArn])
    const told = { PLATFORM_SECRET_IDS: Stack.of(this).toJsonString(Object.fromEntries(secrets)) }
    fetch.bind(told)
    for (const { secret } of secretsOf) secret.readBy(fetch, told)
    props.from.asks(this.queue)
    this.queue.feeds(fetch, maxConcurrency)
    props.to.sentToBy(fetch, { CONTACTS_QUEUE_URL: props.to.queue.queueUrl })
    props.ledger.keptForFiles(fetch)
    props.store.usedBy(fetch, {
      reads: ['bodies/fetch'],
      writes: ['attachments', 'bodies/contacts'],
      removes: ['attachments'],
    })
    if (deployment.attachments.scan) props.store.scansReadBy(fetch)

    const { service } = fetch
    alarms.add({
      name: 'fetch-failed',
      metric: alarms.counted('Failed', service),
      threshold: 10,
      meaning: 'Fetching files failed unexpectedly, again and again; it is tried again.',
      runbook: 'failed',
    })
    alarms.add({
      name: 'fetch-retried',
      // What was received three times no longer counts in the age of the oldest message. One file that does not come is
      // tried some twenty times in its first hour, several of them more often.
      metric: alarms.counted('Retried', service).with({ period: Duration.hours(1) }),
      threshold: 40,
      meaning:
        'Files of customers cannot be had of their platforms for now; they are tried again for 12 hours.',
      runbook: 'attachments-lost',
    })
    alarms.add({
      name: 'fetch-attachments-lost',
      metric: alarms.counted('AttachmentsLost', service),
      threshold: 10,
      meaning:
        'Platforms no longer hand out files that customers sent; those who have the contact are told so.',
      runbook: 'attachments-lost',
    })
  }
}
