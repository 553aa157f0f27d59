import type { IKey } from 'aws-cdk-lib/aws-kms'
import type { Code, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources'
import type { LogGroup } from 'aws-cdk-lib/aws-logs'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import { Duration } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'
import type { Deployment } from '../schemas/deployment.ts'
import { collectMemory } from '../schemas/function-memory.ts'
import type { AdapterSecret } from './adapter-secret.ts'
import type { Alarms } from './alarms.ts'
import { collectEntry } from './bundle-function.ts'
import type { ObjectStore } from './object-store.ts'
import type { OrderedQueue } from './ordered-queue.ts'
import { type ReceivedMail, receiveMail } from './receive-mail.ts'
import { StageFunction } from './stage-function.ts'

export interface IncomingProps {
  readonly platform: string
  readonly deployment: Deployment
  /** Of ingest, with the entry that collects. */
  readonly code: Code
  readonly to: OrderedQueue
  readonly store: ObjectStore
  /** Of the platform: what mails are fetched with that lie there. */
  readonly secret: AdapterSecret | undefined
  readonly key?: IKey | undefined
  readonly alarms: Alarms
}

/** Mails that are read at a time. */
const maxAtOnce = 5
/** Of those that a gateway is asked for, which takes but a few requests a second; SQS allows no less than two. */
const maxAtGateway = 2

/**
 * Takes one platform's mails out of the bucket. S3 tells a queue of each, and not the function itself: what S3 invokes,
 * Lambda tries for six hours and then drops; in a queue it can be seen waiting, and stays for two weeks.
 */
export class Incoming extends Construct {
  readonly platform: string
  readonly lambda: LambdaFunction
  readonly logGroup: LogGroup
  /** What it counts under. */
  readonly service: string
  /** What its queue carries. */
  readonly carries: string
  readonly queue: Queue
  readonly deadLetterQueue: Queue
  /** What Amazon SES needs to be told, where it brings the mails. */
  readonly received: ReceivedMail | undefined

  constructor(scope: Construct, id: string, props: IncomingProps) {
    super(scope, id)
    const { platform, deployment, store, key, alarms } = props
    this.platform = platform
    this.carries = `incoming-${platform}`
    const timeout = Duration.minutes(2)
    const collect = new StageFunction(this, 'Stage', {
      service: `collect-${platform}`,
      deploymentName: deployment.name,
      description: `Takes the mails of ${platform} out of the bucket, or from where they lie: normalizes, enqueues, removes.`,
      code: props.code,
      entry: collectEntry[0],
      timeout,
      memory: collectMemory,
      logRetention: deployment.retention.logs,
      observed: deployment,
      key,
      alarms,
    })
    this.lambda = collect.lambda
    this.logGroup = collect.logGroup
    this.service = collect.service
    collect.bind({ PLATFORM: platform })
    props.to.sentToBy(collect, { CONTACTS_QUEUE_URL: props.to.queue.queueUrl })
    const own = `incoming/${platform}` as const
    store.usedBy(collect, {
      reads: [own],
      writes: ['bodies', 'attachments', 'quarantine', 'notices'],
      removes: [own],
    })
    if (deployment.platforms[platform]?.stored) props.secret?.readBy(collect)
    const queues = this.#queues(collect, timeout, props)
    this.queue = queues.queue
    this.deadLetterQueue = queues.deadLetterQueue
    this.#watch(props)
    const { receiving } = deployment.platforms[platform] ?? {}
    this.received = receiving && receiveMail(this, { receiving, platform, deployment, store })
  }

  /** It carries names of objects and nothing of the mails, so that SQS's own key does. */
  #queues(collect: StageFunction, timeout: Duration, { platform, deployment, store }: IncomingProps): Queues {
    const queueName = `${deployment.name}-incoming-${platform}`
    const shared = {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    }
    const deadLetterQueue = new Queue(this, 'Backstop', { ...shared, queueName: `${queueName}-backstop` })
    const queue = new Queue(this, 'Queue', {
      ...shared,
      queueName,
      visibilityTimeout: timeout.plus(Duration.seconds(30)),
      // Some ten hours of an outage.
      deadLetterQueue: { queue: deadLetterQueue, maxReceiveCount: 250 },
    })
    const maxConcurrency = deployment.platforms[platform]?.stored ? maxAtGateway : maxAtOnce
    collect.lambda.addEventSource(
      new SqsEventSource(queue, { batchSize: 1, reportBatchItemFailures: true, maxConcurrency }),
    )
    store.tells(queue, `incoming/${platform}`)
    return { queue, deadLetterQueue }
  }

  #watch({ platform, alarms }: IncomingProps): void {
    const { service, queue, deadLetterQueue } = this
    const five = { period: Duration.minutes(5), statistic: 'Maximum' }
    alarms.add({
      name: `incoming-${platform}-backstop`,
      severity: 'critical',
      metric: deadLetterQueue.metricApproximateNumberOfMessagesVisible(five),
      threshold: 1,
      meaning: `Mails of ${platform} could not be taken out of the bucket, where they lie for 15 days.`,
      runbook: 'dead-letter-queue',
    })
    alarms.add({
      name: `incoming-${platform}-oldest-message`,
      severity: 'critical',
      metric: queue.metricApproximateAgeOfOldestMessage(five),
      threshold: Duration.minutes(10).toSeconds(),
      meaning: `A mail of ${platform} has been waiting in the bucket for 10 minutes.`,
      runbook: 'oldest-message',
    })
    // The function itself has not failed when a mail is to come again, and what was received three times no longer counts
    // in the age of the oldest message. It comes again after 150 seconds: twice in a row is no single hiccup.
    alarms.add({
      name: `${service}-enqueue-failed`,
      severity: 'critical',
      metric: alarms.counted('EnqueueFailed', service),
      threshold: 1,
      periods: 2,
      meaning: `Mails of ${platform} cannot be taken out of the bucket; they are tried again for some ten hours.`,
      runbook: 'enqueue-failed',
    })
    alarms.add({
      name: `${service}-quarantined`,
      metric: alarms.counted('Quarantined', service),
      threshold: 1,
      meaning: `A mail of ${platform} was not understood; it is kept in quarantine.`,
      runbook: 'quarantined',
    })
  }
}

interface Queues {
  readonly queue: Queue
  readonly deadLetterQueue: Queue
}
