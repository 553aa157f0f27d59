import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { HeadObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { awsRetainedStore } from '../../../bin/operations/aws-retained-store.ts'
import type { MarkingStore, RemovingStore } from '../../../functions/core/ports.ts'
import { startAws } from '../../support/aws.ts'

let aws: Awaited<ReturnType<typeof startAws>>
let store: MarkingStore & RemovingStore

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

  it('keeps a remark with an object, in any script, until something else is put there', async () => {
    const s3 = new S3Client({ endpoint: aws.endpoints.s3, forcePathStyle: true })
    const dynamodb = new DynamoDBClient({ endpoint: aws.endpoints.dynamodb })
    const now = () => new Date()
    const { remark } = awsRetainedStore({ s3, dynamodb, table: 'none', bucket: aws.bucket, now })
    const said = `Telefon fehlt: ${'Ä🚚'.repeat(60)}`
    await store.put('parked/crm/evt_1.json', '{}', 'application/json', said)
    expect(await remark('parked/crm/evt_1.json')).toBe(said)
    await store.put('parked/crm/evt_1.json', '{}', 'application/json')
    expect(await remark('parked/crm/evt_1.json')).toBeUndefined()
    expect(await remark('parked/crm/evt_none.json')).toBeUndefined()
  })

  it('has nothing where there is none, which is no error', async () => {
    expect(await store.get('bodies/contacts/evt_none.json')).toBeUndefined()
  })

  it('has nothing left of what was removed, once or again', async () => {
    await store.put('attachments/gone', 'x', 'text/plain')
    await store.remove('attachments/gone')
    await store.remove('attachments/gone')
    expect(await store.get('attachments/gone')).toBeUndefined()
  })

  it('fails where the bucket itself is missing', async () => {
    const { s3Store } = await import('../../../functions/aws/s3-store.ts')
    await expect(s3Store('no-such-bucket').get('a')).rejects.toMatchObject({ name: 'NoSuchBucket' })
  })
})

describe('an object that is put only where there is none', () => {
  it('is there afterwards', async () => {
    expect(await store.putNew('notices/facebook/2026-11-20/1', 'leadgen', 'text/plain')).toBe(true)
    expect(new TextDecoder().decode(await store.get('notices/facebook/2026-11-20/1'))).toBe('leadgen')
  })

  // The emulator takes every write: S3's own answers to a conditional one are played by a server.
  it.each([
    [412, 'PreconditionFailed'],
    [409, 'ConditionalRequestConflict'],
  ])('is left alone where S3 answers %i', async (status, code) => {
    const { put, asked } = await answering(status, code)
    expect(await put()).toBe(false)
    expect(asked[0]).toBe('*')
  })

  it('fails where S3 refuses it for another reason', async () => {
    const { put } = await answering(403, 'AccessDenied')
    await expect(put()).rejects.toMatchObject({ name: 'AccessDenied' })
  })
})

async function answering(status: number, code: string) {
  const asked: unknown[] = []
  const server = createServer((request, response) => {
    asked.push(request.headers['if-none-match'])
    request.resume().on('end', () => {
      response.writeHead(status, { 'content-type': 'application/xml', connection: 'close' })
      response.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>no</Message></Error>`)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const { s3Store } = await import('../../../functions/aws/s3-store.ts')
  const store = s3Store('b', new S3Client({ endpoint, forcePathStyle: true, maxAttempts: 1 }))
  return { asked, put: () => store.putNew('a', 'b', 'text/plain').finally(() => server.close()) }
}
