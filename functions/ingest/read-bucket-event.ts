import * as z from 'zod'
import { parseJson } from '../core/json.ts'

const created = z.object({
  eventName: z.string().startsWith('ObjectCreated:'),
  s3: z.object({
    bucket: z.object({ name: z.string() }),
    object: z.object({ key: z.string().min(1) }),
  }),
})
const notification = z.object({ Records: z.array(z.unknown()) })
/** What S3 sends when a notification is set up. */
const test = z.object({ Event: z.literal('s3:TestEvent') })
const plus = /\+/g

/** An object that has come to lie in a bucket. */
export interface CreatedObject {
  readonly bucket: string
  readonly key: string
}

/**
 * The objects of an S3 event notification, their keys as they are in the bucket: S3 writes them as a form has them.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 *
 * @returns `undefined` where it is none
 */
export function readBucketEvent(text: string): CreatedObject[] | undefined {
  const event = readJson(text)
  if (test.safeParse(event).success) return []
  const records = notification.safeParse(event).data?.Records
  return records?.flatMap((record) => {
    const { s3 } = created.safeParse(record).data ?? {}
    const key = s3 && decodeKey(s3.object.key)
    return key === undefined ? [] : [{ bucket: s3?.bucket.name ?? '', key }]
  })
}

function readJson(text: string): unknown {
  try {
    return parseJson(text)
  } catch {
    return undefined
  }
}

function decodeKey(key: string): string | undefined {
  try {
    return decodeURIComponent(key.replace(plus, ' '))
  } catch {
    return undefined
  }
}
