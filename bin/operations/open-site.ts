import { setTimeout as sleep } from 'node:timers/promises'
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch'
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { S3Client } from '@aws-sdk/client-s3'
import { SQSClient } from '@aws-sdk/client-sqs'
import { dynamoLedger } from '../../functions/aws/dynamo-ledger.ts'
import { s3Store } from '../../functions/aws/s3-store.ts'
import { sqsQueue } from '../../functions/aws/sqs-queue.ts'
import { compact } from '../../functions/core/compact.ts'
import type { Clock, Telemetry } from '../../functions/core/ports.ts'
import type { Deployment } from '../../schemas/deployment.ts'
import { agesInAccount } from './ages-in-account.ts'
import { agesInEmulator } from './ages-in-emulator.ts'
import { awsRetainedStore } from './aws-retained-store.ts'
import type { OperationsPorts } from './ports.ts'
import { queueLevels } from './queue-levels.ts'
import { type ReadTrace, readTrace } from './read-trace.ts'
import type { Site } from './site.ts'

/** As the constructors of the AWS SDK's clients take it; without any, the usual chain of profiles and roles. */
export interface Access {
  readonly region?: string
  readonly credentials?: { accessKeyId: string; secretAccessKey: string; sessionToken?: string }
}

export interface OpenSite extends OperationsPorts {
  /** What the logs say of events; a local run keeps none. */
  readonly way?: ReadTrace
  close(): void
}

/** Commands tell by what they return. */
export const silent: Telemetry = { step() {}, info() {}, warn() {}, count() {}, measure() {}, level() {} }

/** An operator’s line is slower than a function’s, and some commands ask hundreds of questions at once. */
const patient = {
  requestHandler: { connectionTimeout: 10_000, requestTimeout: 60_000, throwOnRequestTimeout: true },
}

/**
 * What the commands act on, in an account or in the local run.
 *
 * @param options `ages: false` where nobody asks how old messages are: CloudWatch is paid by the question
 */
export function openSite(
  site: Site,
  deployment: Deployment,
  access: Access,
  now: Clock,
  options: { readonly ages?: boolean } = {},
): OpenSite {
  const { endpoints } = site
  const common = compact({ ...patient, region: site.region, ...access })
  const dynamodb = new DynamoDBClient({ ...common, ...(endpoints && { endpoint: endpoints.dynamodb }) })
  const s3 = new S3Client({ ...common, ...(endpoints && { endpoint: endpoints.s3, forcePathStyle: true }) })
  const sqs = new SQSClient({
    ...common,
    useQueueUrlAsEndpoint: false,
    ...(endpoints && { endpoint: endpoints.sqs }),
  })
  const cloudWatch = new CloudWatchClient(common)
  const logs = new CloudWatchLogsClient(common)
  const ages = endpoints ? agesInEmulator(endpoints.sqs, now) : agesInAccount(cloudWatch, now)
  const { fetchQueueUrl } = site
  const urls = new Map([['contacts', site.contactsQueueUrl], ...Object.entries(site.deliverQueueUrls)])
  return {
    deployment,
    ledger: dynamoLedger(site.table, deployment.retention, now, dynamodb),
    store: s3Store(site.bucket, s3),
    retained: awsRetainedStore({ dynamodb, s3, now, ...site }),
    queues: new Map([...urls].map(([name, url]) => [name, sqsQueue(url, silent, sqs)])),
    levels: () => queueLevels(urls, { sqs, ...(options.ages !== false && { ages }) }),
    ...(fetchQueueUrl !== undefined && {
      fetchLevels: () => queueLevels(new Map([['fetch', fetchQueueUrl]]), { sqs }),
    }),
    ...(!endpoints && { way: readTrace({ logs, deploymentName: deployment.name, sleep }) }),
    now,
    ...(site.since !== undefined && { since: new Date(site.since) }),
    close() {
      for (const client of [dynamodb, s3, sqs, cloudWatch, logs]) client.destroy()
    },
  }
}
