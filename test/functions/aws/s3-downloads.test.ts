import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startAws } from '../../support/aws.ts'

let aws: Awaited<ReturnType<typeof startAws>>
let addressOf: ReturnType<typeof import('../../../functions/aws/s3-downloads.ts')['s3Downloads']>['addressOf']

beforeAll(async () => {
  aws = await startAws()
  const { s3Store } = await import('../../../functions/aws/s3-store.ts')
  const { s3Downloads } = await import('../../../functions/aws/s3-downloads.ts')
  ;({ addressOf } = s3Downloads(aws.bucket))
  await s3Store(aws.bucket).put('attachments/ab/page.html', 'Grüße', 'text/html')
}, 30_000)
afterAll(() => aws.stop())

const headers = {
  type: 'application/octet-stream',
  disposition: `attachment; filename="Gr__e.html"; filename*=UTF-8''Gr%C3%BC%C3%9Fe.html`,
}

describe('the address of a download', () => {
  it('serves the bytes to whoever has it, with the headers that were asked for', async () => {
    const address = await addressOf('attachments/ab/page.html', headers)
    const answer = await fetch(address!)
    expect([answer.status, await answer.text()]).toEqual([200, 'Grüße'])
    const { searchParams } = new URL(address!)
    expect(searchParams.get('X-Amz-Expires')).toBe('60')
    expect(searchParams.get('response-content-type')).toBe(headers.type)
    expect(searchParams.get('response-content-disposition')).toBe(headers.disposition)
    expect(searchParams.get('response-cache-control')).toBe('no-store')
  })

  it('is none where there is no such object', async () => {
    expect(await addressOf('attachments/ab/gone.html', headers)).toBeUndefined()
  })

  it('is a failure where the store cannot be reached', async () => {
    const { S3Client } = await import('@aws-sdk/client-s3')
    const { s3Downloads } = await import('../../../functions/aws/s3-downloads.ts')
    const away = new S3Client({ ...aws.aws, endpoint: 'http://127.0.0.1:9', maxAttempts: 1 })
    await expect(s3Downloads(aws.bucket, away).addressOf('attachments/a', headers)).rejects.toMatchObject({
      code: 'ECONNREFUSED',
    })
  })
})
