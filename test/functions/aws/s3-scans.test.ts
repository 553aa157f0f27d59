import { createServer } from 'node:http'
import { S3Client } from '@aws-sdk/client-s3'
import { afterEach, describe, expect, it } from 'vitest'
import { close, listen } from '../../../bin/local/listen.ts'
import { s3Scans } from '../../../functions/aws/s3-scans.ts'

let stop: (() => Promise<void>) | undefined
afterEach(() => stop?.())

/** Plays S3 with an object that has these tags; GuardDuty, which sets one, has no emulator. */
async function scansOf(tags: Readonly<Record<string, string>>, status = 200) {
  const set = Object.entries(tags).map(
    ([key, value]) => `<Tag><Key>${key}</Key><Value>${value}</Value></Tag>`,
  )
  const asked: (string | undefined)[] = []
  const server = createServer((request, response) => {
    asked.push(request.url)
    response.writeHead(status, { 'content-type': 'application/xml', connection: 'close' })
    response.end(
      status === 200
        ? `<Tagging><TagSet>${set.join('')}</TagSet></Tagging>`
        : '<Error><Code>AccessDenied</Code></Error>',
    )
  })
  const endpoint = `http://127.0.0.1:${await listen(server, 0)}`
  stop = () => close(server)
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' }
  const client = new S3Client({
    endpoint,
    region: 'eu-central-1',
    credentials,
    forcePathStyle: true,
    maxAttempts: 1,
  })
  return { scanned: s3Scans('b', client), asked }
}

describe('what a scan came to', () => {
  it.each([
    ['NO_THREATS_FOUND', 'clean'],
    ['THREATS_FOUND', 'malware'],
    ['UNSUPPORTED', 'unscanned'],
    ['ACCESS_DENIED', 'unscanned'],
    ['FAILED', 'unscanned'],
    ['SOMETHING_NEW', 'unscanned'],
    ['', 'unscanned'],
  ])('is read of GuardDuty’s tag: %s', async (value, scan) => {
    const { scanned, asked } = await scansOf({ other: 'THREATS_FOUND', GuardDutyMalwareScanStatus: value })
    expect(await scanned('attachments/a/private/scan/b/c.txt')).toBe(scan)
    expect(asked).toEqual(['/b/attachments/a/private/scan/b/c.txt?tagging='])
  })

  it('is waited for while there is no such tag', async () => {
    const { scanned } = await scansOf({ cost: '4711' })
    expect(await scanned('attachments/a')).toBe('waiting')
  })

  it('is not known where S3 does not tell', async () => {
    const { scanned } = await scansOf({}, 403)
    await expect(scanned('attachments/a')).rejects.toMatchObject({ name: 'AccessDenied' })
  })
})
