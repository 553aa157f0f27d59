import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs'
import * as z from 'zod'
import type { DeploymentInput } from '../../../schemas/deployment.ts'
import { runNetzdialog } from '../../support/running-netzdialog.ts'
import { signingSecret } from './bench-stand.ts'

const resources = z.looseObject({
  site: z.looseObject({
    region: z.string(),
    endpoints: z.looseObject({ sqs: z.string() }),
    contactsQueueUrl: z.string(),
    deliverQueueUrls: z.record(z.string(), z.string()),
  }),
})

/**
 * The local run as a user starts it, in processes of its own.
 *
 * @param receiverUrl takes the deliveries in place of the demo CRM
 */
export async function observedRun(receiverUrl?: string) {
  const folder = mkdtempSync(join(tmpdir(), 'netzdialog-bench-'))
  const file = join(folder, 'deployment.mjs')
  const crm = {
    name: 'crm',
    adapter: 'webhook',
    settings: { url: 'https://crm.example.com/netzdialog' },
    ...(receiverUrl !== undefined && { local: { url: receiverUrl, signingSecrets: [signingSecret] } }),
  }
  const deployment: DeploymentInput = {
    platforms: { facebook: {} },
    destinations: [crm],
    routing: { rules: [{ to: ['crm'], forward: 'all' }] },
  }
  writeFileSync(file, `export const deployment = ${JSON.stringify(deployment)}\n`)
  const run = await runNetzdialog({ NETZDIALOG_DEPLOYMENT: file })
  const { site } = resources.parse(await (await fetch(`${run.url}/local/resources`)).json())
  const sqs = new SQSClient({
    region: site.region,
    endpoint: site.endpoints.sqs,
    useQueueUrlAsEndpoint: false,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  })

  async function isEmpty(QueueUrl: string): Promise<boolean> {
    const { Attributes = {} } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
    )
    const { ApproximateNumberOfMessages: visible, ApproximateNumberOfMessagesNotVisible: hidden } = Attributes
    return visible === '0' && hidden === '0'
  }

  return {
    pid: run.pid,
    events: run.events,
    /** @throws where it is not taken */
    async post(payload: object): Promise<void> {
      const answer = await run.postFacebook(payload)
      await answer.arrayBuffer()
      if (answer.status !== 200) throw new Error(`a webhook was answered with ${answer.status}`)
    },
    /** Resolves when every queue is empty; in the order of the flow, so that nothing slips through. */
    async settled(): Promise<void> {
      const urls = [site.contactsQueueUrl, ...Object.values(site.deliverQueueUrls)]
      for (;;) {
        const empty: boolean[] = []
        for (const url of urls) empty.push(await isEmpty(url))
        if (!empty.includes(false)) return
        await sleep(100)
      }
    },
    async stop(): Promise<void> {
      sqs.destroy()
      await run.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
