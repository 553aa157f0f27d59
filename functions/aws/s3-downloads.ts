import { GetObjectCommand, HeadObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { sdkTimeouts } from './sdk-timeouts.ts'

/** Long enough to follow a redirect, too short to be passed on. */
const goodForSeconds = 60

/** Signed addresses of a bucket's objects, with which a browser fetches them from S3 itself. */
export function s3Downloads(
  bucket: string,
  client = new S3Client({ ...sdkTimeouts, forcePathStyle: process.env['AWS_ENDPOINT_URL_S3'] !== undefined }),
) {
  return {
    /** `undefined` where there is no such object. */
    async addressOf(
      key: string,
      { type, disposition }: { readonly type: string; readonly disposition: string },
    ): Promise<string | undefined> {
      const object = { Bucket: bucket, Key: key }
      try {
        await client.send(new HeadObjectCommand(object))
      } catch (error) {
        if (isAbsent(error)) return undefined
        throw error
      }
      const response = {
        ResponseContentType: type,
        ResponseContentDisposition: disposition,
        ResponseCacheControl: 'no-store',
      }
      return getSignedUrl(client, new GetObjectCommand({ ...object, ...response }), {
        expiresIn: goodForSeconds,
      })
    },
  }
}

/** Who may not list a bucket is told 403 where an object is missing. */
function isAbsent(error: unknown): boolean {
  if (!(error instanceof S3ServiceException)) return false
  const { httpStatusCode } = error.$metadata
  return httpStatusCode === 404 || httpStatusCode === 403
}
