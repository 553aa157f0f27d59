import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { S3Client } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sha256 } from '../../../functions/core/ids.ts'
import type { MarkingStore } from '../../../functions/core/ports.ts'
import type { IncomingStore, UploadAddresses } from '../../../functions/ingest/ports.ts'
import { startAws } from '../../support/aws.ts'

let aws: Awaited<ReturnType<typeof startAws>>
let store: MarkingStore
let incoming: IncomingStore
let uploads: UploadAddresses

beforeAll(async () => {
  aws = await startAws()
  const { s3Store } = await import('../../../functions/aws/s3-store.ts')
  const { s3Incoming } = await import('../../../functions/aws/s3-incoming.ts')
  const { s3Uploads } = await import('../../../functions/aws/s3-uploads.ts')
  store = s3Store(aws.bucket)
  incoming = s3Incoming(aws.bucket)
  uploads = s3Uploads(aws.bucket)
}, 30_000)
afterAll(() => aws.stop())

const key = 'incoming/mime/Grüße & mehr+1/mail'

describe('an incoming object', () => {
  it('is opened with its bytes and when it was written, and removed', async () => {
    const before = Date.now()
    await store.put(key, 'Subject: Frage', 'message/rfc822')
    const object = await incoming.open(key, 100)
    expect(Buffer.from(object?.bytes ?? []).toString()).toBe('Subject: Frage')
    expect(Math.abs((object?.writtenAt.getTime() ?? 0) - before)).toBeLessThan(60_000)
    await incoming.remove(key, object?.version)
    expect(await incoming.open(key, 100)).toBeUndefined()
    await expect(incoming.remove(key, object?.version)).resolves.toBeUndefined()
  })

  it('that is larger than allowed is not opened', async () => {
    await store.put(key, 'Subject: Frage', 'message/rfc822')
    await expect(incoming.open(key, 13)).rejects.toMatchObject({ code: 'mail_too_large' })
  })

  it('fails where the bucket itself is missing', async () => {
    const { s3Incoming } = await import('../../../functions/aws/s3-incoming.ts')
    await expect(s3Incoming('no-such-bucket').open('a', 1)).rejects.toMatchObject({ name: 'NoSuchBucket' })
  })

  // The emulator removes every version: S3's own answers to a conditional removal are played by a server.
  it.each([
    [412, 'PreconditionFailed'],
    [409, 'ConditionalRequestConflict'],
    [404, 'NoSuchKey'],
  ])('is left to whoever overtook where S3 answers %i', async (status, code) => {
    const { remove, asked } = await answering(status, code)
    await expect(remove()).resolves.toBeUndefined()
    expect(asked).toEqual(['"1"'])
  })

  it('stays with an error where S3 refuses the removal for another reason', async () => {
    const { remove } = await answering(403, 'AccessDenied')
    await expect(remove()).rejects.toMatchObject({ name: 'AccessDenied' })
  })
})

describe('the address of an upload', () => {
  const announced = { size: 14, sha256: sha256('Subject: Frage') }

  it('takes what was announced, for ten minutes', async () => {
    const { url, headers } = await uploads.addressOf(key, announced)
    const answer = await fetch(url, { method: 'PUT', headers, body: 'Subject: Frage' })
    expect(answer.status).toBe(200)
    expect(Buffer.from((await incoming.open(key, 100))?.bytes ?? []).toString()).toBe('Subject: Frage')
    expect(new URL(url).searchParams.get('X-Amz-Expires')).toBe('600')
  })

  it('has the length, the checksum and the type in its signature, so that S3 refuses all else', async () => {
    const { url, headers } = await uploads.addressOf(key, announced)
    const { searchParams } = new URL(url)
    expect(searchParams.get('X-Amz-SignedHeaders')?.split(';').sort()).toEqual([
      'content-length',
      'content-type',
      'host',
      'x-amz-checksum-sha256',
    ])
    expect([...searchParams.keys()].filter((name) => /checksum|length/i.test(name))).toEqual([])
    expect(headers).toEqual({
      'content-type': 'message/rfc822',
      'x-amz-checksum-sha256': Buffer.from(announced.sha256, 'hex').toString('base64'),
    })
    const other = await uploads.addressOf(key, { ...announced, size: 15 })
    expect(new URL(other.url).searchParams.get('X-Amz-Signature')).not.toBe(
      searchParams.get('X-Amz-Signature'),
    )
  })
})

async function answering(status: number, code: string) {
  const asked: unknown[] = []
  const server = createServer((request, response) => {
    asked.push(request.headers['if-match'])
    request.resume().on('end', () => {
      response.writeHead(status, { 'content-type': 'application/xml', connection: 'close' })
      response.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>no</Message></Error>`)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const { s3Incoming } = await import('../../../functions/aws/s3-incoming.ts')
  const client = new S3Client({ ...aws.aws, endpoint, forcePathStyle: true, maxAttempts: 1 })
  return {
    asked,
    remove: () =>
      s3Incoming('b', client)
        .remove('a', '"1"')
        .finally(() => server.close()),
  }
}
