import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import * as z from 'zod'
import { localResources } from '../../bin/local/local-resources.ts'
import { comment } from '../support/facebook-payloads.ts'
import { fakeCloudFormation } from '../support/fake-cloudformation.ts'
import { runNetzdialog } from '../support/running-netzdialog.ts'
import { describeThorough } from '../support/thorough.ts'

const address = /http:\/\/localhost:(\d+)/

describeThorough('netzdialog console --stack', () => {
  let netzdialog: Awaited<ReturnType<typeof runNetzdialog>>
  let cloudFormation: Awaited<ReturnType<typeof fakeCloudFormation>>
  let child: ChildProcess
  let said = ''
  let url = ''
  let ended = false

  beforeAll(async () => {
    netzdialog = await runNetzdialog()
    const told: unknown = await (await fetch(`${netzdialog.url}/local/resources`)).json()
    const { site } = localResources.parse(told)
    const { sqs, s3, dynamodb } = z
      .object({ sqs: z.url(), s3: z.url(), dynamodb: z.url() })
      .parse(site.endpoints)
    cloudFormation = await fakeCloudFormation({
      Table: site.table,
      Bucket: site.bucket,
      QueueContacts: site.contactsQueueUrl,
      ...Object.fromEntries(
        Object.entries(site.deliverQueueUrls).map(([name, queue]) => [`QueueTo${name}`, queue]),
      ),
    })
    child = spawn(
      process.execPath,
      [
        fileURLToPath(new URL('../../bin/netzdialog.ts', import.meta.url)),
        'console',
        '--stack',
        'netzdialog',
      ],
      {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {
          ...process.env,
          AWS_REGION: site.region ?? 'eu-central-1',
          AWS_ACCESS_KEY_ID: 'local',
          AWS_SECRET_ACCESS_KEY: 'local',
          AWS_ENDPOINT_URL_CLOUDFORMATION: cloudFormation.url,
          AWS_ENDPOINT_URL_SQS: sqs,
          AWS_ENDPOINT_URL_S3: s3,
          AWS_ENDPOINT_URL_DYNAMODB: dynamodb,
        },
      },
    )
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (said += chunk))
    await vi.waitFor(() => expect(said).toMatch(address), { timeout: 50_000, interval: 100 })
    url = `http://127.0.0.1:${address.exec(said)?.[1]}`
  })
  afterAll(async () => {
    child?.kill()
    await cloudFormation?.stop()
    if (!ended) await netzdialog?.stop()
  })

  const read = async (path: string) => {
    const answer = await fetch(`${url}${path}`, { headers: { accept: 'text/html', 'accept-language': 'en' } })
    return { status: answer.status, html: await answer.text() }
  }

  it('shows what the stack holds, and changes nothing', async () => {
    expect(said).toContain('read-only')
    await netzdialog.fault('reject')
    const at = { post: '900', comment: '1', time: Math.floor(Date.now() / 1000) }
    await netzdialog.postFacebook(
      comment('4711', at, { id: '991', name: 'Änne Grün' }, 'Das Bild ist schwarz'),
    )
    await vi.waitFor(
      async () =>
        expect((await read('/')).html).toMatch(/1 contact did not reach crm.*Das Bild ist schwarz/s),
      { timeout: 30_000, interval: 300 },
    )
    const { html } = await read('/events?q=grun')
    const [path = ''] = /\/events\/evt_[0-9a-f]{32}/.exec(html) ?? []
    expect((await read(path)).html).toContain('answered 422')
    const answer = await fetch(`${url}/page/parked/drop`, {
      method: 'POST',
      headers: { accept: 'application/json' },
      body: 'confirmed=yes',
    })
    expect(answer.status).toBe(403)
    expect((await read('/')).html).toContain('1 contact did not reach crm')
  })

  it('says of a stack that does not answer what holds of AWS, and not of a local run', async () => {
    await netzdialog.stop()
    ended = true
    const { html } = await read('/events?q=nobody')
    expect(html).toContain('AWS cannot be reached')
    expect(html).not.toContain('start it again')
  })
})
