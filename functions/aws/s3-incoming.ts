import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3'
import { NotAccepted } from '../core/errors.ts'
import type { IncomingStore } from '../ingest/ports.ts'
import { isMissing } from './s3-missing.ts'
import { sdkTimeouts } from './sdk-timeouts.ts'

/** Another version lies there (412), or another removal is under way (409). */
const overtaken: ReadonlySet<number | undefined> = new Set([409, 412])

/** Mails that wait in a bucket to be collected. */
export function s3Incoming(
  bucket: string,
  client = new S3Client({ ...sdkTimeouts, forcePathStyle: process.env['AWS_ENDPOINT_URL_S3'] !== undefined }),
): IncomingStore {
  return {
    async open(key, maxBytes) {
      try {
        const object = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }))
        const { Body, ContentLength = 0, LastModified, ETag: version } = object
        if (ContentLength > maxBytes) {
          await Body?.transformToWebStream().cancel()
          throw new NotAccepted(
            'mail_too_large',
            `the mail has ${ContentLength} bytes, the most is ${maxBytes}`,
          )
        }
        const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array()
        return { bytes, writtenAt: LastModified ?? new Date(), version }
      } catch (error) {
        const list = () => client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: key, MaxKeys: 1 }))
        if (error instanceof S3ServiceException && (await isMissing(error, key, list))) return undefined
        throw error
      }
    },
    async remove(key, version) {
      try {
        await client.send(
          new DeleteObjectCommand({
            Bucket: bucket,
            Key: key,
            ...(version !== undefined && { IfMatch: version }),
          }),
        )
      } catch (error) {
        if (error instanceof S3ServiceException && isOver(error)) return
        throw error
      }
    },
  }
}

function isOver({ $metadata, name }: S3ServiceException): boolean {
  return name === 'NoSuchKey' || overtaken.has($metadata.httpStatusCode)
}
