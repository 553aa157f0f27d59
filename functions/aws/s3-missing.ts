import type { ListObjectsV2CommandOutput, S3ServiceException } from '@aws-sdk/client-s3'

/**
 * Whether an object could not be read because there is none. S3 says so to those alone who may list the whole bucket; all
 * others it answers 403, as where they may not read it. Then the bucket is asked for keys that begin with this one, which
 * a role may be allowed for each single key (`s3:prefix`).
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 *
 * @param list the first of the keys that begin with the object's
 * @returns false where that cannot be told
 */
export async function isMissing(
  { name, $metadata }: S3ServiceException,
  key: string,
  list: () => Promise<Pick<ListObjectsV2CommandOutput, 'Contents'>>,
): Promise<boolean> {
  if (name === 'NoSuchKey') return true
  if ($metadata.httpStatusCode !== 403) return false
  return list().then(
    // Keys come in their order, so that a key is before all longer ones.
    ({ Contents = [] }) => Contents[0]?.Key !== key,
    () => false,
  )
}
