import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { DeleteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { checkDeployment } from '../../bin/deployment-checks/check-deployment.ts'
import { readAwsAccess } from '../../bin/local/aws-environment.ts'
import { createResources } from '../../bin/local/resources.ts'
import { startSecretStore } from '../../bin/local/secret-store.ts'
import { platformSenders } from '../../bin/local/senders/index.ts'
import { linksSecretName, secretName } from '../../schemas/deployment.ts'
import { callProxy, type Disturb } from './call-proxy.ts'
import { countingReceiver, type Reception } from './counting-receiver.ts'
import { emulatedAws } from './emulated-aws.ts'
import { postEvent } from './lambda-events.ts'
import { onThisMachine } from './private-network.ts'
import { type Around, type QueuePollersOptions, queuePollers } from './queue-pollers.ts'
import { type StageName, stageFunctions } from './stage-environments.ts'
import { startStageFunctions } from './stage-functions.ts'
import { ticketReceiver, ticketSecrets, ticketSettings } from './ticket-receiver.ts'

const signingSecret = 'whsec_bG9jYWwtY3JtLXdlYmhvb2stc2VjcmV0LTMyYnl0ZXMu'

export interface FlowStandOptions {
  /** The module of a stage's handler in the n-th of its processes, a path or `file:` URL. @default the sources */
  readonly entry?: (stage: StageName, instance: number) => string
  /** Variables of a stage on top of its own. */
  readonly environment?: (stage: StageName) => Record<string, string>
  /** @default `facebook` */
  readonly platforms?: readonly string[]
  /** Settings of these. */
  readonly platformSettings?: Readonly<Record<string, Record<string, unknown>>>
  /** Platforms, as events name them, of which a ticket system gets everything too. @default none, and there is none */
  readonly ticketsOf?: readonly string[]
  /** @default `dynalite` */
  readonly table?: 'dynalite' | 'quick'
  readonly disturb?: Disturb
  /** In the receiver, by what `keyOf` says of an event; in the ticket system without. */
  readonly receive?: (key?: string) => Reception | undefined
  readonly around?: Around
  readonly handled?: QueuePollersOptions['handled']
  /** For one request to a receiver. @default 5 */
  readonly timeoutSeconds?: number
  /** Between attempts, and between probes of a receiver that is away. @default 1 */
  readonly retryCapSeconds?: number
  /** Between attempts of route, which waits as long for what an event names. @default that */
  readonly routeRetryCapSeconds?: number
  /** Processes of each function. @default 1 */
  readonly instances?: (stage: StageName) => number
  /** How many batches a consumer's process has under way; in Lambda it is one. @default 4 */
  readonly batches?: number
}

const sources = (stage: StageName) => new URL(`../../functions/${stage}/handler.ts`, import.meta.url).href

/**
 * The whole flow with its functions in processes of their own, everything they talk to behind a proxy, and
 * emulators and receivers outside the processes that are killed.
 */
export async function flowStand(options: FlowStandOptions = {}) {
  const { entry = sources, disturb = () => undefined, platforms = ['facebook'], ticketsOf = [] } = options
  const emulators = await emulatedAws({ table: options.table ?? 'dynalite' })
  const aws = readAwsAccess({})
  const receiver = await countingReceiver(signingSecret, options.receive)
  const desk = await ticketReceiver(() => options.receive?.())
  const proxy = callProxy({ disturb, refused: (call, body) => pollers?.refused(call, body) })
  const folder = await mkdtemp(join(tmpdir(), 'netzdialog-flow-'))
  const deploymentFile = join(folder, 'deployment.json')
  // Nobody goes through these doors before there is a function.
  const crmDoor = await proxy.between('deliver-crm', 'crm', receiver, () => stages.kill('deliver-crm'))
  const deskDoor = await proxy.between('deliver-desk', 'desk', desk, () => stages.kill('deliver-desk'))
  const reach = { ...onThisMachine, timeoutSeconds: options.timeoutSeconds ?? 5 }
  const hasDesk = ticketsOf.length > 0
  const tickets = { name: 'desk', adapter: 'znuny', settings: ticketSettings(deskDoor.url), ...reach }
  const deployment = await checkDeployment({
    platforms: Object.fromEntries(
      platforms.map((name) => [name, { settings: options.platformSettings?.[name] ?? {} }]),
    ),
    destinations: [
      { name: 'crm', adapter: 'webhook', settings: { url: crmDoor.url }, ...reach },
      ...(hasDesk ? [tickets] : []),
    ],
    routing: {
      match: 'all',
      rules: [
        ...(hasDesk ? [{ when: { platform: ticketsOf }, to: ['desk'] }] : []),
        { to: ['crm'], forward: 'all' },
      ],
    },
    // Looking through a week of hours takes an operator's command longer than anything in a test.
    retention: { archive: 1 },
  })
  await writeFile(deploymentFile, JSON.stringify(deployment))
  const { name } = deployment
  const { endpoints } = emulators
  const destinations = deployment.destinations.map((each) => each.name)
  const resources = await createResources({ endpoints, aws, name, destinations, visibilitySeconds: 60 })
  const senders = new Map(
    await Promise.all(
      platforms.map(async (platform) => {
        const sender = await platformSenders[platform]?.()
        if (!sender) throw new Error(`nobody sends as ${platform}`)
        return [platform, sender] as const
      }),
    ),
  )
  const secrets = await startSecretStore({
    ...Object.fromEntries(
      [...senders].map(([platform, { localSecrets }]) => [
        secretName(name, 'platform', platform),
        localSecrets,
      ]),
    ),
    [secretName(name, 'destination', 'crm')]: { signingSecrets: [signingSecret] },
    [secretName(name, 'destination', 'desk')]: ticketSecrets,
    [linksSecretName(name)]: { key: 'only-for-tests-0123456789abcdef01' },
  })
  const cap = options.retryCapSeconds ?? 1
  const retryCapSeconds = { route: options.routeRetryCapSeconds ?? cap, deliver: cap }
  const functions = stageFunctions({ name, deploymentFile, resources, platforms, retryCapSeconds })

  const stages = await startStageFunctions({
    proxy,
    targets: emulators.targets,
    secretsUrl: secrets.url,
    functions,
    entry,
    environment: (stage) => options.environment?.(stage) ?? {},
    instances: (stage) => options.instances?.(stage) ?? 1,
  })

  const pollers = queuePollers({
    sqs: { ...aws, endpoint: endpoints.sqs },
    consumers: functions.flatMap(({ name, queueUrl }) =>
      queueUrl === undefined ? [] : [{ name, queueUrl, instances: stages.of(name) }],
    ),
    batches: options.batches ?? 4,
    around: options.around ?? ((_, invoke) => invoke()),
    ...(options.handled && { handled: options.handled }),
  })
  let posts = 0

  return {
    receiver,
    desk,
    /** The receivers' doors. */
    doors: [crmDoor, deskDoor],
    deployment,
    aws,
    endpoints,
    resources,
    /** One webhook as its platform posts it. @returns the status, or `undefined` where the function died over it */
    async post(payload: unknown, platform = 'facebook'): Promise<number | undefined> {
      const sender = senders.get(platform)
      const instances = stages.of(`ingest-${platform}`)
      const instance = instances[posts++ % instances.length]
      if (!sender || !instance) throw new Error(`the stand has no ${platform}`)
      const bytes = new TextEncoder().encode(JSON.stringify(payload))
      const { headers, body } = sender.sign(bytes, sender.localSecrets, new Date())
      try {
        const answer = await instance.invoke(postEvent(`/webhooks/${platform}`, headers, body))
        return (answer as { statusCode: number }).statusCode
      } catch {
        return undefined
      }
    },
    /** Resolves when nothing is under way any more, or nobody wants to wait for it any longer. */
    async settled(over: () => boolean = () => false): Promise<void> {
      while (!over() && !(await pollers.areIdle())) await sleep(100)
    },
    /** What the layer has learned about the receivers' speed takes minutes to unlearn; here it is gone. */
    async forgetLessons(): Promise<void> {
      const dynamodb = new DynamoDBClient({ ...aws, endpoint: endpoints.dynamodb })
      for (const kind of ['breaker', 'pace'])
        for (const destination of destinations)
          await dynamodb.send(
            new DeleteItemCommand({
              TableName: resources.table,
              Key: { pk: { S: `${kind}#${destination}` }, sk: { S: kind } },
            }),
          )
      dynamodb.destroy()
    },
    async stop(): Promise<void> {
      await pollers.stop()
      await stages.stop()
      await Promise.all([proxy.stop(), receiver.stop(), desk.stop(), secrets.stop(), emulators.stop()])
      await rm(folder, { recursive: true })
    },
  }
}
