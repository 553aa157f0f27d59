import { HeadObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ObjectStore } from '../../../functions/core/ports.ts'
import { startAws } from '../../support/aws.ts'

let aws: Awaited<ReturnType<typeof startAws>>
let store: ObjectStore

beforeAll(async () => {
  aws = await startAws()
  const { s3Store } = await import('../../../functions/aws/s3-store.ts')
  store = s3Store(aws.bucket)
}, 30_000)
afterAll(() => aws.stop())

describe('the object store', () => {
  it('gives back the bytes that it was given, with their type', async () => {
    const bytes = new Uint8Array([0, 255, 128, 10])
    await store.put('attachments/bild', bytes, 'image/png')
    expect(new Uint8Array((await store.get('attachments/bild')) ?? [])).toEqual(bytes)
    const s3 = new S3Client({ endpoint: aws.endpoints.s3, forcePathStyle: true })
    const head = await s3.send(new HeadObjectCommand({ Bucket: aws.bucket, Key: 'attachments/bild' }))
    expect(head.ContentType).toBe('image/png')
  })

  it('takes text as UTF-8, and overwrites', async () => {
    await store.put('bodies/contacts/evt_1.json', '"alt"', 'application/json')
    await store.put('bodies/contacts/evt_1.json', '"Änne 🚚"', 'application/json')
    expect(new TextDecoder().decode(await store.get('bodies/contacts/evt_1.json'))).toBe('"Änne 🚚"')
  })

  it('has nothing where there is none, which is no error', async () => {
    expect(await store.get('bodies/contacts/evt_none.json')).toBeUndefined()
  })

  it('fails where the bucket itself is missing', async () => {
    const { s3Store } = await import('../../../functions/aws/s3-store.ts')
    await expect(s3Store('no-such-bucket').get('a')).rejects.toMatchObject({ name: 'NoSuchBucket' })
  })
})
