import type { S3Client } from '@aws-sdk/client-s3'
import type { UploadAddresses } from '../ingest/ports.ts'
import { sdkTimeouts } from './sdk-timeouts.ts'

/** Seconds in which an upload has to begin. */
const goodForSeconds = 600

/**
 * Signed addresses of a bucket that take what was announced: length and checksum are signed, too, so that S3 itself
 * refuses all else. The client is loaded when it is first needed: few mails are that large.
 */
export function s3Uploads(bucket: string, given?: S3Client): UploadAddresses {
  return {
    async addressOf(key, { size, sha256 }) {
      const [{ PutObjectCommand, S3Client }, { getSignedUrl }] = await Promise.all([
        import('@aws-sdk/client-s3'),
        import('@aws-sdk/s3-request-presigner'),
      ])
      const client =
        given ??
        new S3Client({ ...sdkTimeouts, forcePathStyle: process.env['AWS_ENDPOINT_URL_S3'] !== undefined })
      const checksum = Buffer.from(sha256, 'hex').toString('base64')
      const command = new PutObjectCommand({
        Bucket: bucket,
        Key: key,
        ContentLength: size,
        ContentType: 'message/rfc822',
        ChecksumSHA256: checksum,
      })
      const signed = new Set(['content-length', 'content-type', 'x-amz-checksum-sha256'])
      const url = await getSignedUrl(client, command, {
        expiresIn: goodForSeconds,
        signableHeaders: signed,
        unhoistableHeaders: signed,
      })
      return { url, headers: { 'content-type': 'message/rfc822', 'x-amz-checksum-sha256': checksum } }
    },
  }
}
