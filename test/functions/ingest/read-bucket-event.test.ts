import { describe, expect, it } from 'vitest'
import { readBucketEvent } from '../../../functions/ingest/read-bucket-event.ts'

const record = (key: unknown, eventName = 'ObjectCreated:Put') => ({
  eventVersion: '2.1',
  eventSource: 'aws:s3',
  eventName,
  s3: { bucket: { name: 'b' }, object: { key, size: 5, eTag: 'e', sequencer: '0' } },
})
const read = (...Records: unknown[]) => readBucketEvent(JSON.stringify({ Records }))

describe('the event of a bucket', () => {
  it.each([
    ['incoming/ses/d6iitobk75ur', 'incoming/ses/d6iitobk75ur'],
    ['incoming/ses/a+b%2Bc%26d', 'incoming/ses/a b+c&d'],
    ['incoming/ses/Gr%C3%BC%C3%9Fe+%F0%9F%9A%9A', 'incoming/ses/Grüße 🚚'],
  ])('that calls an object %s is about %s', (key, name) => {
    expect(read(record(key))).toEqual([{ bucket: 'b', key: name }])
  })

  it('may tell of several, and of what is no new object', () => {
    const records = [
      record('a'),
      record('b', 'ObjectRemoved:Delete'),
      record('c', 'ObjectCreated:CompleteMultipartUpload'),
      record('%E0%A4%A'),
      record(7),
      null,
      {},
    ]
    expect(read(...records)?.map(({ key }) => key)).toEqual(['a', 'c'])
  })

  it('that tries whether it arrives tells of none', () => {
    expect(readBucketEvent('{"Service":"Amazon S3","Event":"s3:TestEvent","Bucket":"b"}')).toEqual([])
  })

  it.each(['', '{', 'null', '[]', '{"Records":1}', '{"Event":"s3:Other"}'])('is not %j', (text) => {
    expect(readBucketEvent(text)).toBeUndefined()
  })
})
