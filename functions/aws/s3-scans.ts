import type { S3Client } from '@aws-sdk/client-s3'
import type { Scan } from '../fetch/ports.ts'
import { s3WhenUsed } from './s3-when-used.ts'

/** https://docs.aws.amazon.com/guardduty/latest/ug/monitor-enable-s3-object-tagging-malware-protection.html */
const statusTag = 'GuardDutyMalwareScanStatus'
const scans: ReadonlyMap<string | undefined, Scan> = new Map([
  [undefined, 'waiting'],
  ['NO_THREATS_FOUND', 'clean'],
  ['THREATS_FOUND', 'malware'],
])

/**
 * What GuardDuty's scan of an object came to, by the tag that it sets. The event that it sends beside would be no sooner
 * believed: the bucket's policy goes by the tag, too.
 */
export function s3Scans(bucket: string, given?: S3Client): (key: string) => Promise<Scan> {
  const load = s3WhenUsed(given)
  return async (key) => {
    const { client, sdk } = await load()
    const { TagSet = [] } = await client.send(new sdk.GetObjectTaggingCommand({ Bucket: bucket, Key: key }))
    // UNSUPPORTED, ACCESS_DENIED, FAILED, and whatever comes to be beside them.
    return scans.get(TagSet.find(({ Key }) => Key === statusTag)?.Value) ?? 'unscanned'
  }
}
