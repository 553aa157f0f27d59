import { createServer } from 'node:http'
import { S3Client } from '@aws-sdk/client-s3'
import { afterEach, describe, expect, it } from 'vitest'
import { close, listen } from '../../../bin/local/listen.ts'
import { s3Incoming } from '../../../functions/aws/s3-incoming.ts'
import { s3Store } from '../../../functions/aws/s3-store.ts'

const key = 'incoming/ses/0123456789'
const credentials = { accessKeyId: 'a', secretAccessKey: 'b' }
let stop: (() => Promise<void>) | undefined
afterEach(() => stop?.())

/**
 * Plays S3 where a role may not list the whole bucket: it answers every object with 403, and by `keys` whoever asks
 * for those that begin so; `undefined`: with 403 as well. The emulator knows no rights.
 */
async function s3Answering(keys: readonly string[] | undefined) {
  const listed: (string | null)[] = []
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '', 'http://s3')
    const isList = searchParams.has('list-type')
    if (isList) listed.push(searchParams.get('prefix'), searchParams.get('max-keys'))
    const found = isList ? keys : undefined
    const xml = found
      ? `<ListBucketResult>${found.map((each) => `<Contents><Key>${each}</Key></Contents>`).join('')}</ListBucketResult>`
      : '<Error><Code>AccessDenied</Code><Message>no</Message></Error>'
    response.writeHead(found ? 200 : 403, { 'content-type': 'application/xml', connection: 'close' })
    response.end(`<?xml version="1.0"?>${xml}`)
  })
  const endpoint = `http://127.0.0.1:${await listen(server, 0)}`
  stop = () => close(server)
  const client = new S3Client({
    endpoint,
    region: 'eu-central-1',
    credentials,
    forcePathStyle: true,
    maxAttempts: 1,
  })
  return { client, listed }
}

const readers = {
  'the object store': (client: S3Client) => s3Store('b', client).get(key),
  'the store of mails that come by the bucket': (client: S3Client) => s3Incoming('b', client).open(key, 1000),
}

describe.each(Object.entries(readers))('%s, for a role that may list nothing else', (_what, read) => {
  it.each([[], [`${key}.ticket`]])(
    'has nothing where no key is that one, which is no error',
    async (...keys) => {
      const { client, listed } = await s3Answering(keys)
      expect(await read(client)).toBeUndefined()
      expect(listed).toEqual([key, '1'])
    },
  )

  it.each([[[key]], [undefined]])(
    'fails where the object is there and may not be read, or nobody tells: %j',
    async (keys) => {
      const { client } = await s3Answering(keys)
      await expect(read(client)).rejects.toMatchObject({ name: 'AccessDenied' })
    },
  )
})
