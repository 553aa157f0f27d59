import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readAwsAccess } from '../../../bin/local/aws-environment.ts'
import { watchBucket } from '../../../bin/local/bucket-events.ts'
import { type Emulators, startEmulators } from '../../../bin/local/emulators.ts'
import type { Poller } from '../../../bin/local/poller.ts'
import { createResources, type Resources } from '../../../bin/local/resources.ts'
import { readBucketEvent } from '../../../functions/ingest/read-bucket-event.ts'

const aws = readAwsAccess({})
let emulators: Emulators
let resources: Resources
let s3: S3Client
let sqs: SQSClient
let watching: Poller

beforeAll(async () => {
  emulators = await startEmulators({})
  const { endpoints } = emulators
  resources = await createResources({ endpoints, aws, name: 'run', destinations: [], incoming: ['ses'] })
  s3 = new S3Client({ ...aws, endpoint: endpoints.s3, forcePathStyle: true })
  sqs = new SQSClient({ ...aws, endpoint: endpoints.sqs, useQueueUrlAsEndpoint: false })
  const { bucket, incomingQueueUrls: queueUrls } = resources
  watching = watchBucket({ s3, sqs, bucket, queueUrls })
})
afterAll(async () => {
  await watching.stop()
  s3.destroy()
  sqs.destroy()
  await emulators.stop()
})

const put = (Key: string, Body: string) =>
  s3.send(new PutObjectCommand({ Bucket: resources.bucket, Key, Body }))

/** Keys that were told of, until there are so many. */
async function told(count: number): Promise<string[]> {
  const keys: string[] = []
  while (keys.length < count) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: resources.incomingQueueUrls['ses'],
        WaitTimeSeconds: 1,
        VisibilityTimeout: 600,
      }),
    )
    for (const { Body = '' } of Messages)
      keys.push(...(readBucketEvent(Body) ?? []).map(({ bucket, key }) => `${bucket}/${key}`))
  }
  return keys
}

it('the local run tells of each object under a platform’s prefix once, and again where it was put anew', async () => {
  await put('attachments/a', 'x')
  await put('incoming/mime/a/mail', 'x')
  await put('incoming/ses/Grüße & mehr+1', 'x')
  expect(await told(1)).toEqual([`${resources.bucket}/incoming/ses/Grüße & mehr+1`])
  await put('incoming/ses/2', 'y')
  await put('incoming/ses/Grüße & mehr+1', 'z')
  expect((await told(2)).toSorted()).toEqual([
    `${resources.bucket}/incoming/ses/2`,
    `${resources.bucket}/incoming/ses/Grüße & mehr+1`,
  ])
})
