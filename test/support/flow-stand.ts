import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ChangeMessageVisibilityCommand, GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs'
import type { SQSEvent } from 'aws-lambda'
import { checkDeployment } from '../../bin/check-deployment.ts'
import { awsEnvironment, readAwsAccess } from '../../bin/local/aws-environment.ts'
import { startEmulators } from '../../bin/local/emulators.ts'
import { type LocalFunction, startLocalFunction } from '../../bin/local/local-function.ts'
import { startPoller } from '../../bin/local/poller.ts'
import { createResources } from '../../bin/local/resources.ts'
import { startSecretStore } from '../../bin/local/secret-store.ts'
import { facebook } from '../../bin/local/senders/facebook.ts'
import { secretName } from '../../schemas/deployment.ts'
import { countingReceiver } from './counting-receiver.ts'
import { killSwitch } from './kill-switch-proxy.ts'
import { postEvent } from './lambda-events.ts'

const signingSecret = 'whsec_bG9jYWwtY3JtLXdlYmhvb2stc2VjcmV0LTMyYnl0ZXMu'

/**
 * The whole flow with its three functions in processes of their own, everything they talk to behind a kill
 * switch, and emulators and receiver outside the processes that are killed.
 */
export async function flowStand() {
  const emulators = await startEmulators({})
  const aws = readAwsAccess({})
  const receiver = await countingReceiver(signingSecret)
  const proxy = killSwitch()
  const folder = await mkdtemp(join(tmpdir(), 'netzdialog-flow-'))
  const deploymentFile = join(folder, 'deployment.json')
  const crmUrl = await proxy.between('deliver', 'crm', receiver.url)
  const deployment = await checkDeployment({
    platforms: { facebook: {} },
    destinations: [
      {
        name: 'crm',
        adapter: 'webhook',
        settings: { url: crmUrl },
        allowPrivateAddresses: true,
        timeoutSeconds: 5,
      },
    ],
    routing: { rules: [{ to: ['crm'] }] },
  })
  await writeFile(deploymentFile, JSON.stringify(deployment))
  const { name } = deployment
  const resources = await createResources({
    endpoints: emulators.endpoints,
    aws,
    name,
    destinations: ['crm'],
    visibilitySeconds: 60,
  })
  const secretIds = {
    facebook: secretName(name, 'platform', 'facebook'),
    crm: secretName(name, 'destination', 'crm'),
  }
  const secrets = await startSecretStore({
    [secretIds.facebook]: facebook.localSecrets,
    [secretIds.crm]: { signingSecrets: [signingSecret] },
  })

  async function startStage(stage: string, environment: Record<string, string>): Promise<LocalFunction> {
    const { sqs, s3, dynamodb } = emulators.endpoints
    const endpoints = {
      sqs: await proxy.between(stage, 'sqs', sqs),
      s3: await proxy.between(stage, 's3', s3),
      dynamodb: await proxy.between(stage, 'dynamodb', dynamodb),
      secrets: secrets.url,
    }
    return startLocalFunction({
      entry: new URL(`../../functions/${stage}/handler.ts`, import.meta.url).href,
      name: stage,
      environment: {
        PATH: process.env['PATH'] ?? '',
        ...awsEnvironment(aws, endpoints),
        DEPLOYMENT_FILE: deploymentFile,
        BUCKET: resources.bucket,
        POWERTOOLS_LOG_LEVEL: 'SILENT',
        POWERTOOLS_METRICS_DISABLED: 'true',
        ...environment,
      },
    })
  }
  const consumer = { TABLE: resources.table, RETRY_CAP_SECONDS: '1' }
  const deliverQueueUrl = resources.deliverQueueUrls['crm'] ?? ''
  const functions: Record<string, LocalFunction> = {
    ingest: await startStage('ingest', {
      PLATFORM: 'facebook',
      SECRET_ID: secretIds.facebook,
      CONTACTS_QUEUE_URL: resources.contactsQueueUrl,
    }),
    route: await startStage('route', {
      ...consumer,
      QUEUE_URL: resources.contactsQueueUrl,
      DELIVER_QUEUE_URLS: JSON.stringify(resources.deliverQueueUrls),
    }),
    deliver: await startStage('deliver', {
      ...consumer,
      QUEUE_URL: deliverQueueUrl,
      DESTINATION: 'crm',
      SECRET_ID: secretIds.crm,
      LOCAL_RUN: 'true',
    }),
  }
  const stage = (which: string): LocalFunction => {
    const found = functions[which]
    if (!found) throw new Error(`no function ${which}`)
    return found
  }
  const sqs = new SQSClient({ ...aws, endpoint: emulators.endpoints.sqs, useQueueUrlAsEndpoint: false })
  const poll = (which: string, queueUrl: string) =>
    startPoller({
      sqs,
      queueUrl,
      region: aws.region,
      invoke: (event) =>
        stage(which)
          .invoke(event)
          .catch((error) => reappear(queueUrl, event, error)),
    })
  /** What a dead function held comes back when its visibility time-out is over; here at once. */
  async function reappear(queueUrl: string, event: SQSEvent, error: unknown): Promise<never> {
    for (const { receiptHandle } of event.Records) await changeVisibility(queueUrl, receiptHandle)
    throw error
  }
  async function changeVisibility(QueueUrl: string, ReceiptHandle: string): Promise<void> {
    await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }))
  }
  const pollers = [poll('route', resources.contactsQueueUrl), poll('deliver', deliverQueueUrl)]

  async function isIdle(): Promise<boolean> {
    for (const QueueUrl of [resources.contactsQueueUrl, deliverQueueUrl]) {
      const { Attributes = {} } = await sqs.send(
        new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
      )
      const { ApproximateNumberOfMessages: waiting, ApproximateNumberOfMessagesNotVisible: handled } =
        Attributes
      if (waiting !== '0' || handled !== '0') return false
    }
    return true
  }

  return {
    proxy,
    receiver,
    kill: (which: string) => stage(which).kill(),
    /** One webhook as Meta posts it. @returns the status, or `undefined` where the function died over it */
    async post(payload: unknown): Promise<number | undefined> {
      const bytes = new TextEncoder().encode(JSON.stringify(payload))
      const { headers, body } = facebook.sign(bytes, facebook.localSecrets, new Date())
      try {
        const answer = await stage('ingest').invoke(postEvent('/webhooks/facebook', headers, body))
        return (answer as { statusCode: number }).statusCode
      } catch {
        return undefined
      }
    },
    /** Resolves when both queues are empty. */
    async settled(): Promise<void> {
      while (!(await isIdle())) await new Promise((resolve) => setTimeout(resolve, 50))
    },
    async stop(): Promise<void> {
      await Promise.all(pollers.map((poller) => poller.stop()))
      await Promise.all(Object.values(functions).map((each) => each.stop()))
      proxy.stop()
      receiver.stop()
      await secrets.stop()
      await emulators.stop()
      await rm(folder, { recursive: true })
    },
  }
}
