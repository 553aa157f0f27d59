import type { S3Client } from '@aws-sdk/client-s3'
import { sdkTimeouts } from './sdk-timeouts.ts'

export interface UsedS3 {
  readonly client: S3Client
  readonly sdk: typeof import('@aws-sdk/client-s3')
}

/**
 * The client of S3, loaded when it is first asked for: few events are large, unreadable or wait for a scan, and it would
 * cost every cold start.
 */
export function s3WhenUsed(given?: S3Client): () => Promise<UsedS3> {
  let loading: Promise<UsedS3> | undefined
  return () => {
    loading ??= import('@aws-sdk/client-s3').then((sdk) => ({
      sdk,
      client:
        given ??
        new sdk.S3Client({
          ...sdkTimeouts,
          forcePathStyle: process.env['AWS_ENDPOINT_URL_S3'] !== undefined,
        }),
    }))
    return loading
  }
}
