import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startEmulators } from '../../../bin/local/emulators.ts'
import { StateUnusable } from '../../../bin/local/state-folder.ts'
import { s3Incoming } from '../../../functions/aws/s3-incoming.ts'
import { s3Uploads } from '../../../functions/aws/s3-uploads.ts'
import { maxCollectedBytes } from '../../../functions/ingest/incoming.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'netzdialog-emulators-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('the emulators of a local run', () => {
  it.each([
    ['the queues', 'queues/fauxqs.db', 'x'.repeat(1000), 'file is not a database'],
    ['the table', 'table/CURRENT', 'x', 'Corruption'],
    ['the table’s place', 'table', 'x', 'EEXIST'],
  ])('say what to do where %s cannot be read, and hold nothing open', async (_, file, text, reason) => {
    const path = join(folder, file)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
    const starting = startEmulators({}, folder)
    await expect(starting).rejects.toThrow(StateUnusable)
    await expect(starting).rejects.toThrow(reason)
    await expect(starting).rejects.toThrow(
      /begin anew with `npm start -- --fresh`, or keep nothing with NETZDIALOG_STATE=memory/,
    )
    rmSync(path)
    await (await startEmulators({}, folder)).stop()
    await (await startEmulators({}, folder)).stop()
  })

  it('hold an object as large as the largest mail, by an address that was signed for it, too', async () => {
    const emulators = await startEmulators({})
    const credentials = { accessKeyId: 'a', secretAccessKey: 's' }
    const endpoint = emulators.endpoints.s3
    const s3 = new S3Client({ endpoint, region: 'eu-central-1', credentials, forcePathStyle: true })
    try {
      await s3.send(new CreateBucketCommand({ Bucket: 'mails' }))
      const bytes = Buffer.alloc(maxCollectedBytes, 'a')
      const announced = { size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
      const { url, headers } = await s3Uploads('mails', s3).addressOf('incoming/mime/1/mail', announced)
      const answer = await fetch(url, { method: 'PUT', headers, body: bytes })
      expect(answer.status).toBe(200)
      const found = await s3Incoming('mails', s3).open('incoming/mime/1/mail', maxCollectedBytes)
      expect(bytes.equals(found?.bytes ?? Buffer.alloc(0))).toBe(true)
    } finally {
      s3.destroy()
      await emulators.stop()
    }
  }, 30_000)
})
