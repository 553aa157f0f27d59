import type { IKey } from 'aws-cdk-lib/aws-kms'
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources'
import { DeduplicationScope, FifoThroughputLimit, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import { Duration } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'
import type { Alarms } from './alarms.ts'
import { onKey } from './encryption.ts'
import type { StageFunction } from './stage-function.ts'

export interface OrderedQueueProps {
  /** What it carries: `contacts`, `deliver-crm`. Names its alarms. */
  readonly carries: string
  /** Without `.fifo`. A queue is named so that no refactoring can replace it while it holds messages. */
  readonly queueName: string
  /** Without `.fifo`. Deployed ones are called `…-backstop`: another name would be another queue, and this one lost with what it holds. */
  readonly deadLetterQueueName: string
  /** How long a message stays hidden after its function died without a word. */
  readonly visibilityTimeout: Duration
  /** From this age of its oldest message on, something is wrong. */
  readonly alarmingAge: Duration
  /**
   * Encrypts it.
   * @default - AWS's own key
   */
  readonly key?: IKey | undefined
  readonly alarms: Alarms
}

/** A FIFO queue whose groups scale apart from each other, and a dead-letter queue that stays empty while all is well. */
export class OrderedQueue extends Construct {
  readonly queue: Queue
  readonly deadLetterQueue: Queue
  readonly carries: string
  readonly #key: IKey | undefined

  constructor(scope: Construct, id: string, props: OrderedQueueProps) {
    super(scope, id)
    this.#key = props.key
    this.carries = props.carries
    const shared = {
      fifo: true,
      retentionPeriod: Duration.days(14),
      // A data key serves for an hour, or each message would be a call to KMS.
      ...(props.key
        ? {
            encryption: QueueEncryption.KMS,
            encryptionMasterKey: props.key,
            dataKeyReuse: Duration.hours(1),
          }
        : { encryption: QueueEncryption.SQS_MANAGED }),
      enforceSSL: true,
    }
    // The id stays for the same reason as the name.
    this.deadLetterQueue = new Queue(this, 'Backstop', {
      ...shared,
      queueName: `${props.deadLetterQueueName}.fifo`,
    })
    this.queue = new Queue(this, 'Queue', {
      ...shared,
      queueName: `${props.queueName}.fifo`,
      visibilityTimeout: props.visibilityTimeout,
      deduplicationScope: DeduplicationScope.MESSAGE_GROUP,
      fifoThroughputLimit: FifoThroughputLimit.PER_MESSAGE_GROUP_ID,
      // The functions park by age, long before: 1000 is the most that SQS takes.
      deadLetterQueue: { queue: this.deadLetterQueue, maxReceiveCount: 1000 },
    })
    props.alarms.add({
      name: `${props.carries}-backstop`,
      severity: 'critical',
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
      severity: 'critical',
      metric: this.queue.metricApproximateAgeOfOldestMessage({
        period: Duration.minutes(5),
        statistic: 'Maximum',
      }),
      threshold: props.alarmingAge.toSeconds(),
      meaning: `A message of ${props.carries} has been waiting for ${props.alarmingAge.toHumanString()}.`,
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

  /** Feeds a function, ten messages at a time; it answers for each of them. */
  feeds(consumer: StageFunction, maxConcurrency: number): void {
    consumer.bind({ QUEUE_URL: this.queue.queueUrl })
    consumer.lambda.addEventSource(
      new SqsEventSource(this.queue, { batchSize: 10, reportBatchItemFailures: true, maxConcurrency }),
    )
  }
}
