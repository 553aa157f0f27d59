import type { S3Client } from '@aws-sdk/client-s3'
import type { ObjectStore } from '../core/ports.ts'
import { impatient } from './impatient.ts'

/**
 * An S3 bucket. The client is loaded when it is first needed: few events are large or unreadable, and it
 * would cost every cold start.
 */
export function s3Store(bucket: string, given?: S3Client): ObjectStore {
  let loading: Promise<{ client: S3Client; sdk: typeof import('@aws-sdk/client-s3') }> | undefined
  const load = () => {
    loading ??= import('@aws-sdk/client-s3').then((sdk) => ({
      sdk,
      client:
        given ??
        new sdk.S3Client({
          ...impatient,
          forcePathStyle: process.env['AWS_ENDPOINT_URL_S3'] !== undefined,
        }),
    }))
    return loading
  }
  return {
    async put(key, body, type) {
      const { client, sdk } = await load()
      await client.send(new sdk.PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ContentType: type }))
    },
    async get(key) {
      const { client, sdk } = await load()
      try {
        const { Body } = await client.send(new sdk.GetObjectCommand({ Bucket: bucket, Key: key }))
        return await Body?.transformToByteArray()
      } catch (error) {
        if (error instanceof sdk.NoSuchKey) return undefined
        throw error
      }
    },
  }
}
