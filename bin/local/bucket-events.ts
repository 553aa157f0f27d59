import { setTimeout as sleep } from 'node:timers/promises'
import { ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3'
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs'
import { errorCode } from '../../functions/core/errors.ts'
import type { Poller } from './poller.ts'

export interface BucketEventsOptions {
  readonly s3: S3Client
  readonly sqs: SQSClient
  readonly bucket: string
  /** By platform: the queue that is told of objects under `incoming/<platform>/`. */
  readonly queueUrls: Readonly<Record<string, string>>
  readonly onError?: (code: string) => void
}

const everyMs = 500

/** What S3 tells of new objects, in small: the emulator tells nothing, so that the bucket is looked through. */
export function watchBucket({ s3, sqs, bucket, queueUrls, onError }: BucketEventsOptions): Poller {
  const stopping = new AbortController()
  /** Keys and versions that were told of, by platform. */
  const told = new Map<string, ReadonlySet<string>>()

  async function look(platform: string, queueUrl: string): Promise<void> {
    const { Contents = [] } = await s3.send(
      new ListObjectsV2Command({ Bucket: bucket, Prefix: `incoming/${platform}/` }),
    )
    const before = told.get(platform) ?? new Set()
    const now = new Set<string>()
    for (const { Key = '', ETag = '', LastModified, Size = 0 } of Contents) {
      const version = `${Key} ${ETag} ${LastModified?.toISOString()}`
      now.add(version)
      if (before.has(version)) continue
      const MessageBody = JSON.stringify({
        Records: [createdObject({ bucket, key: Key, etag: ETag, size: Size })],
      })
      await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody }))
    }
    told.set(platform, now)
  }

  async function watch(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        for (const [platform, queueUrl] of Object.entries(queueUrls)) await look(platform, queueUrl)
      } catch (error) {
        if (!stopping.signal.aborted) onError?.(errorCode(error))
      }
      await sleep(everyMs, undefined, { signal: stopping.signal }).catch(() => {})
    }
  }

  const watching = watch()
  return {
    async stop() {
      stopping.abort()
      await watching
    },
  }
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html */
function createdObject(object: { bucket: string; key: string; etag: string; size: number }) {
  const key = object.key.split('/').map(encodeURIComponent).join('/').replaceAll('%20', '+')
  return {
    eventVersion: '2.1',
    eventSource: 'aws:s3',
    eventName: 'ObjectCreated:Put',
    s3: {
      bucket: { name: object.bucket },
      object: { key, size: object.size, eTag: object.etag.replaceAll('"', '') },
    },
  }
}
