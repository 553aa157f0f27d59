import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { DeleteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { checkDeployment } from '../../bin/check-deployment.ts'
import { awsEnvironment, readAwsAccess } from '../../bin/local/aws-environment.ts'
import { type LocalFunction, startLocalFunction } from '../../bin/local/local-function.ts'
import { createResources } from '../../bin/local/resources.ts'
import { startSecretStore } from '../../bin/local/secret-store.ts'
import { facebook } from '../../bin/local/senders/facebook.ts'
import { secretName } from '../../schemas/deployment.ts'
import { callProxy, type Disturb, type Door } from './call-proxy.ts'
import { countingReceiver, type Reception } from './counting-receiver.ts'
import { emulatedAws } from './emulated-aws.ts'
import { postEvent } from './lambda-events.ts'
import { type Around, queuePollers } from './queue-pollers.ts'
import { type StageName, stageEnvironments } from './stage-environments.ts'

const signingSecret = 'whsec_bG9jYWwtY3JtLXdlYmhvb2stc2VjcmV0LTMyYnl0ZXMu'

export interface FlowStandOptions {
  /** The module of a stage's handler, a path or `file:` URL. @default the sources */
  readonly entry?: (stage: StageName) => string
  /** Variables of a stage on top of its own. */
  readonly environment?: (stage: StageName) => Record<string, string>
  readonly disturb?: Disturb
  readonly receive?: (messageId: string | undefined) => Reception | undefined
  readonly around?: Around
  /** For one request to the receiver. @default 5 */
  readonly timeoutSeconds?: number
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
  const emulators = await emulatedAws()
  const aws = readAwsAccess({})
  const receiver = await countingReceiver(signingSecret, options.receive)
  const proxy = callProxy({ disturb, refused: (call, body) => pollers?.refused(call, body) })
  const folder = await mkdtemp(join(tmpdir(), 'netzdialog-flow-'))
  const deploymentFile = join(folder, 'deployment.json')
  // The address is known only once the door is there; nobody goes through it before.
  const killDeliver = () => kill('deliver')
  const crm = await proxy.between('deliver', 'crm', receiver, killDeliver)
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
  })
  const stageEnvironment = stageEnvironments({ name, deploymentFile, resources })

  const functions: Record<StageName, LocalFunction[]> = { ingest: [], route: [], deliver: [] }
  async function startInstance(stage: StageName): Promise<void> {
    const instance: { process?: LocalFunction } = {}
    const killThis = async () => instance.process?.kill()
    const { targets } = emulators
    const door = (service: keyof typeof targets): Promise<Door> =>
      proxy.between(stage, service, targets[service], killThis)
    const [sqs, s3, dynamodb] = await Promise.all([door('sqs'), door('s3'), door('dynamodb')])
    instance.process = startLocalFunction({
      entry: entry(stage),
      name: stage,
      environment: {
        ...awsEnvironment(aws, { sqs: sqs.url, s3: s3.url, dynamodb: dynamodb.url, secrets: secrets.url }),
        ...stageEnvironment(stage),
        ...options.environment?.(stage),
      },
    })
    functions[stage].push(instance.process)
  }
  async function kill(stage: StageName): Promise<void> {
    await Promise.all(functions[stage].map((each) => each.kill()))
  }
  const consumers = ['route', 'deliver'] as const
  const instances = options.instances ?? 1
  await startInstance('ingest')
  for (const stage of consumers) for (let count = 0; count < instances; count += 1) await startInstance(stage)
  await Promise.all(Object.values(functions).flatMap((each) => each.map(({ ready }) => ready())))

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
      await Promise.all(Object.values(functions).flatMap((each) => each.map(({ stop }) => stop())))
      await Promise.all([proxy.stop(), receiver.stop(), secrets.stop(), emulators.stop()])
      await rm(folder, { recursive: true })
    },
  }
}
