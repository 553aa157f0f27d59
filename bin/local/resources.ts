import { setTimeout as sleep } from 'node:timers/promises'
import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  type DynamoDBClientConfig,
} from '@aws-sdk/client-dynamodb'
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import type { AwsAccess } from './aws-environment.ts'
import type { Endpoints } from './emulators.ts'

export interface ResourceOptions {
  readonly endpoints: Endpoints
  readonly aws: AwsAccess
  /** The deployment's name: the beginning of every resource's. */
  readonly name: string
  /** One queue each. */
  readonly destinations: readonly string[]
  /** Platforms that bring mails to the bucket: one queue each. */
  readonly incoming?: readonly string[]
  /** Whether files of platforms are fetched, for which there is a queue then. @default false */
  readonly fetches?: boolean
  /** Has to exceed the time that one delivery may take. @default 15 */
  readonly visibilitySeconds?: number
}

export interface Resources {
  readonly table: string
  readonly bucket: string
  readonly contactsQueueUrl: string
  /** By destination. */
  readonly deliverQueueUrls: Readonly<Record<string, string>>
  /** By platform that brings mails to the bucket. */
  readonly incomingQueueUrls: Readonly<Record<string, string>>
  /** Requests for files, where any are fetched. */
  readonly fetchQueueUrl?: string
}

/** Makes what the stack would have made, where it does not exist yet. */
export async function createResources(options: ResourceOptions): Promise<Resources> {
  const { endpoints, aws, name, destinations, incoming = [] } = options
  const sqs = new SQSClient({ ...aws, endpoint: endpoints.sqs, useQueueUrlAsEndpoint: false })
  const [deadLetterTargetArn, table, bucket] = await Promise.all([
    createDeadLetterQueue(sqs, `${name}-backstop.fifo`, endpoints.sqs),
    createTable({ ...aws, endpoint: endpoints.dynamodb }, name),
    createBucket(new S3Client({ ...aws, endpoint: endpoints.s3, forcePathStyle: true }), name),
  ])
  const attributes = {
    ...fifo,
    VisibilityTimeout: String(options.visibilitySeconds ?? 15),
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 1000 }),
  }
  const queue = (suffix: string) => createQueue(sqs, `${name}-${suffix}.fifo`, attributes, endpoints.sqs)
  const [contactsQueueUrl, fetchQueueUrl, deliver] = await Promise.all([
    queue('contacts'),
    options.fetches ? createQueue(sqs, `${name}-fetch`, standard, endpoints.sqs) : undefined,
    Promise.all(destinations.map(async (each) => [each, await queue(`deliver-${each}`)] as const)),
  ])
  const incomingQueues = await Promise.all(
    incoming.map(async (each) => {
      const visibility = { VisibilityTimeout: String(options.visibilitySeconds ?? 15) }
      return [each, await createQueue(sqs, `${name}-incoming-${each}`, visibility, endpoints.sqs)] as const
    }),
  )
  sqs.destroy()
  return {
    table,
    bucket,
    contactsQueueUrl,
    deliverQueueUrls: Object.fromEntries(deliver),
    incomingQueueUrls: Object.fromEntries(incomingQueues),
    ...(fetchQueueUrl !== undefined && { fetchQueueUrl }),
  }
}

const fourteenDays = 14 * 24 * 60 * 60
/** Of what fetches files; longer than its function may take. */
const standard = { VisibilityTimeout: '70', MessageRetentionPeriod: String(fourteenDays) }
const fifo = {
  FifoQueue: 'true',
  DeduplicationScope: 'messageGroup',
  FifoThroughputLimit: 'perMessageGroupId',
  MessageRetentionPeriod: String(fourteenDays),
}

async function createDeadLetterQueue(sqs: SQSClient, name: string, endpoint: string): Promise<string> {
  const QueueUrl = await createQueue(sqs, name, fifo, endpoint)
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
  )
  const arn = Attributes?.['QueueArn']
  if (!arn) throw new Error(`the queue ${name} has no ARN: check AWS_ENDPOINT_URL_SQS`)
  return arn
}

async function createQueue(
  sqs: SQSClient,
  name: string,
  attributes: Record<string, string>,
  endpoint: string,
): Promise<string> {
  try {
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes: attributes }))
    return onEndpoint(QueueUrl, endpoint)
  } catch (error) {
    if (!isNamed(error, 'QueueNameExists', 'QueueAlreadyExists')) throw error
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: name }))
    const { VisibilityTimeout } = attributes
    if (VisibilityTimeout)
      await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { VisibilityTimeout } }))
    return onEndpoint(QueueUrl, endpoint)
  }
}

/** Emulators name hosts that only they, or only their container, can resolve. */
function onEndpoint(queueUrl: string | undefined, endpoint: string): string {
  if (!queueUrl) throw new Error('CreateQueue answered without a URL: check AWS_ENDPOINT_URL_SQS')
  return new URL(new URL(queueUrl).pathname, endpoint).href
}

async function createTable(config: DynamoDBClientConfig, TableName: string): Promise<string> {
  const dynamodb = new DynamoDBClient(config)
  try {
    await dynamodb.send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
        AttributeDefinitions: [
          { AttributeName: 'pk', AttributeType: 'S' },
          { AttributeName: 'sk', AttributeType: 'S' },
        ],
      }),
    )
  } catch (error) {
    if (!isNamed(error, 'ResourceInUseException')) throw error
  }
  const isActive = async () =>
    (await dynamodb.send(new DescribeTableCommand({ TableName }))).Table?.TableStatus === 'ACTIVE'
  while (!(await isActive())) await sleep(50)
  dynamodb.destroy()
  return TableName
}

async function createBucket(s3: S3Client, Bucket: string): Promise<string> {
  try {
    await s3.send(new CreateBucketCommand({ Bucket }))
  } catch (error) {
    if (!isNamed(error, 'BucketAlreadyOwnedByYou', 'BucketAlreadyExists')) throw error
  }
  s3.destroy()
  return Bucket
}

function isNamed(error: unknown, ...names: string[]): boolean {
  return error instanceof Error && names.some((name) => error.name.includes(name))
}
