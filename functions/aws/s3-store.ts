import type { S3Client } from '@aws-sdk/client-s3'
import type { MarkingStore, RemovingStore } from '../core/ports.ts'
import { isMissing } from './s3-missing.ts'
import { remarkMetadata } from './s3-remark.ts'
import { s3WhenUsed } from './s3-when-used.ts'

const takenStatuses: ReadonlySet<number | undefined> = new Set([409, 412])

/** An S3 bucket. */
export function s3Store(bucket: string, given?: S3Client): MarkingStore & RemovingStore {
  const load = s3WhenUsed(given)
  return {
    async put(key, body, type, remark) {
      const { client, sdk } = await load()
      const object = { Bucket: bucket, Key: key, Body: body, ContentType: type }
      const metadata = remark === undefined ? {} : { Metadata: remarkMetadata(remark) }
      await client.send(new sdk.PutObjectCommand({ ...object, ...metadata }))
    },
    async putNew(key, body, type) {
      const { client, sdk } = await load()
      const object = { Bucket: bucket, Key: key, Body: body, ContentType: type, IfNoneMatch: '*' }
      try {
        await client.send(new sdk.PutObjectCommand(object))
        return true
      } catch (error) {
        // 409: another write of the same key is under way and comes first.
        if (error instanceof sdk.S3ServiceException && takenStatuses.has(error.$metadata.httpStatusCode))
          return false
        throw error
      }
    },
    async remove(key) {
      const { client, sdk } = await load()
      await client.send(new sdk.DeleteObjectCommand({ Bucket: bucket, Key: key }))
    },
    async get(key) {
      const { client, sdk } = await load()
      try {
        const { Body } = await client.send(new sdk.GetObjectCommand({ Bucket: bucket, Key: key }))
        return await Body?.transformToByteArray()
      } catch (error) {
        const list = () =>
          client.send(new sdk.ListObjectsV2Command({ Bucket: bucket, Prefix: key, MaxKeys: 1 }))
        if (error instanceof sdk.S3ServiceException && (await isMissing(error, key, list))) return undefined
        throw error
      }
    },
  }
}
