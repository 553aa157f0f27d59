import type { IKey } from 'aws-cdk-lib/aws-kms'
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import { Duration } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'
import type { Alarms } from './alarms.ts'
import { onKey } from './encryption.ts'
import type { StageFunction } from './stage-function.ts'

export interface WorkQueueProps {
  /** What it carries: `fetch`. Names its alarms. */
  readonly carries: string
  readonly queueName: string
  readonly deadLetterQueueName: string
  /** How long a message stays hidden after its function died without a word. */
  readonly visibilityTimeout: Duration
  /**
   * Encrypts it.
   * @default - AWS's own key
   */
  readonly key?: IKey | undefined
  readonly alarms: Alarms
}

/** A standard queue, for what is done beside the flow and in no order, and a dead-letter queue. */
export class WorkQueue extends Construct {
  readonly carries: string
  readonly queue: Queue
  readonly deadLetterQueue: Queue
  readonly #key: IKey | undefined

  constructor(scope: Construct, id: string, props: WorkQueueProps) {
    super(scope, id)
    this.#key = props.key
    this.carries = props.carries
    const shared = {
      retentionPeriod: Duration.days(14),
      ...(props.key
        ? {
            encryption: QueueEncryption.KMS,
            encryptionMasterKey: props.key,
            dataKeyReuse: Duration.hours(1),
          }
        : { encryption: QueueEncryption.SQS_MANAGED }),
      enforceSSL: true,
    }
    this.deadLetterQueue = new Queue(this, 'DeadLetters', { ...shared, queueName: props.deadLetterQueueName })
    this.queue = new Queue(this, 'Queue', {
      ...shared,
      queueName: props.queueName,
      visibilityTimeout: props.visibilityTimeout,
      // The function gives up by itself at half as many: what comes here was never answered for.
      deadLetterQueue: { queue: this.deadLetterQueue, maxReceiveCount: 200 },
    })
    props.alarms.add({
      name: `${props.carries}-dead-letters`,
      metric: this.deadLetterQueue.metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(5),
        statistic: 'Maximum',
      }),
      threshold: 1,
      meaning: `SQS moved messages of ${props.carries} to its dead-letter queue: no function could deal with them.`,
      runbook: 'dead-letter-queue',
    })
    props.alarms.add({
      name: `${props.carries}-oldest-message`,
      metric: this.queue.metricApproximateAgeOfOldestMessage({
        period: Duration.minutes(5),
        statistic: 'Maximum',
      }),
      threshold: Duration.hours(1).toSeconds(),
      meaning: `A message of ${props.carries} has been waiting for an hour: its function does not take them, or too few.`,
      runbook: 'oldest-message',
    })
  }

  /** Lets a function send, and tells it where to by `environment`. */
  sentToBy(sender: StageFunction, environment: Record<string, string>): void {
    sender.bind(
      environment,
      { actions: ['sqs:SendMessage'], resources: [this.queue.queueArn] },
      ...onKey(this.#key, 'GenerateDataKey', 'Decrypt'),
    )
  }

  /** Feeds a function, one message at a time. */
  feeds(consumer: StageFunction, maxConcurrency: number): void {
    consumer.bind({ QUEUE_URL: this.queue.queueUrl })
    consumer.lambda.addEventSource(
      new SqsEventSource(this.queue, { batchSize: 1, reportBatchItemFailures: true, maxConcurrency }),
    )
  }
}
