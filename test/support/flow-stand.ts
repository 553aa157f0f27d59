import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { DeleteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { checkDeployment } from '../../bin/check-deployment.ts'
import { readAwsAccess } from '../../bin/local/aws-environment.ts'
import { createResources } from '../../bin/local/resources.ts'
import { startSecretStore } from '../../bin/local/secret-store.ts'
import { facebook } from '../../bin/local/senders/facebook.ts'
import { linksSecretName, secretName } from '../../schemas/deployment.ts'
import { callProxy, type Disturb } from './call-proxy.ts'
import { countingReceiver, type Reception } from './counting-receiver.ts'
import { emulatedAws } from './emulated-aws.ts'
import { postEvent } from './lambda-events.ts'
import { type Around, queuePollers } from './queue-pollers.ts'
import { type StageName, stageEnvironments } from './stage-environments.ts'
import { startStageFunctions } from './stage-functions.ts'

const signingSecret = 'whsec_bG9jYWwtY3JtLXdlYmhvb2stc2VjcmV0LTMyYnl0ZXMu'

export interface FlowStandOptions {
  /** The module of a stage's handler, a path or `file:` URL. @default the sources */
  readonly entry?: (stage: StageName) => string
  /** Variables of a stage on top of its own. */
  readonly environment?: (stage: StageName) => Record<string, string>
  /** @default `dynalite` */
  readonly table?: 'dynalite' | 'quick'
  readonly disturb?: Disturb
  readonly receive?: (messageId: string | undefined) => Reception | undefined
  readonly around?: Around
  /** For one request to the receiver. @default 5 */
  readonly timeoutSeconds?: number
  /** Between attempts, and between probes of a receiver that is away. @default 1 */
  readonly retryCapSeconds?: number
  /** Processes of each consumer, each with one batch at a time as in Lambda. @default 1 with four batches */
  readonly instances?: number
}

const sources = (stage: StageName) => new URL(`../../functions/${stage}/handler.ts`, import.meta.url).href

/**
 * The whole flow with its functions in processes of their own, everything they talk to behind a proxy, and
 * emulators and receiver outside the processes that are killed.
 */
export async function flowStand(options: FlowStandOptions = {}) {
  const { entry = sources, disturb = () => undefined } = options
  const emulators = await emulatedAws({ table: options.table ?? 'dynalite' })
  const aws = readAwsAccess({})
  const receiver = await countingReceiver(signingSecret, options.receive)
  const proxy = callProxy({ disturb, refused: (call, body) => pollers?.refused(call, body) })
  const folder = await mkdtemp(join(tmpdir(), 'netzdialog-flow-'))
  const deploymentFile = join(folder, 'deployment.json')
  // Nobody goes through this door before there is a function.
  const crm = await proxy.between('deliver', 'crm', receiver, () => stages.kill('deliver'))
  const deployment = await checkDeployment({
    platforms: { facebook: {} },
    destinations: [
      {
        name: 'crm',
        adapter: 'webhook',
        settings: { url: crm.url },
        allowPrivateAddresses: true,
        timeoutSeconds: options.timeoutSeconds ?? 5,
      },
    ],
    routing: { rules: [{ to: ['crm'] }] },
  })
  await writeFile(deploymentFile, JSON.stringify(deployment))
  const { name } = deployment
  const { endpoints } = emulators
  const resources = await createResources({
    endpoints,
    aws,
    name,
    destinations: ['crm'],
    visibilitySeconds: 60,
  })
  const secrets = await startSecretStore({
    [secretName(name, 'platform', 'facebook')]: facebook.localSecrets,
    [secretName(name, 'destination', 'crm')]: { signingSecrets: [signingSecret] },
    [linksSecretName(name)]: { key: 'only-for-tests-0123456789abcdef01' },
  })
  const stageEnvironment = stageEnvironments({
    name,
    deploymentFile,
    resources,
    retryCapSeconds: options.retryCapSeconds ?? 1,
  })

  const stages = await startStageFunctions({
    proxy,
    targets: emulators.targets,
    secretsUrl: secrets.url,
    entry,
    environment: (stage) => ({ ...stageEnvironment(stage), ...options.environment?.(stage) }),
    instances: options.instances ?? 1,
  })
  const { functions } = stages

  const pollers = queuePollers({
    sqs: { ...aws, endpoint: endpoints.sqs },
    queues: { route: resources.contactsQueueUrl, deliver: resources.deliverQueueUrls['crm'] ?? '' },
    functions,
    batches: options.instances === undefined ? 4 : 1,
    around: options.around ?? ((_, invoke) => invoke()),
  })

  return {
    receiver,
    /** The receiver's door. */
    crm,
    aws,
    endpoints,
    resources,
    /** One webhook as Meta posts it. @returns the status, or `undefined` where the function died over it */
    async post(payload: unknown): Promise<number | undefined> {
      const bytes = new TextEncoder().encode(JSON.stringify(payload))
      const { headers, body } = facebook.sign(bytes, facebook.localSecrets, new Date())
      try {
        const answer = await functions.ingest[0]?.invoke(postEvent('/webhooks/facebook', headers, body))
        return (answer as { statusCode: number }).statusCode
      } catch {
        return undefined
      }
    },
    /** Resolves when nothing is under way any more, or nobody wants to wait for it any longer. */
    async settled(over: () => boolean = () => false): Promise<void> {
      while (!over() && !(await pollers.areIdle())) await sleep(100)
    },
    /** What the layer has learned about the receiver's speed takes minutes to unlearn; here it is gone. */
    async forgetLessons(): Promise<void> {
      const dynamodb = new DynamoDBClient({ ...aws, endpoint: endpoints.dynamodb })
      for (const kind of ['breaker', 'pace'])
        await dynamodb.send(
          new DeleteItemCommand({
            TableName: resources.table,
            Key: { pk: { S: `${kind}#crm` }, sk: { S: kind } },
          }),
        )
      dynamodb.destroy()
    },
    async stop(): Promise<void> {
      await pollers.stop()
      await stages.stop()
      await Promise.all([proxy.stop(), receiver.stop(), secrets.stop(), emulators.stop()])
      await rm(folder, { recursive: true })
    },
  }
}
