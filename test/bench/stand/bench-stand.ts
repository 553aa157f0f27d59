import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkDeployment } from '../../../bin/deployment-checks/check-deployment.ts'
import { awsEnvironment, readAwsAccess } from '../../../bin/local/aws-environment.ts'
import { startEmulators } from '../../../bin/local/emulators.ts'
import { toHttpEvent } from '../../../bin/local/http-event.ts'
import { createResources } from '../../../bin/local/resources.ts'
import { startSecretStore } from '../../../bin/local/secret-store.ts'
import { platformSenders } from '../../../bin/local/senders/index.ts'
import { type DeploymentInput, linksSecretName, secretName } from '../../../schemas/deployment.ts'
import { onThisMachine } from '../../support/private-network.ts'
import { stageFunctions } from '../../support/stage-environments.ts'
import type { Bundles, FloorName } from './bundles.ts'
import { countingProxy } from './counting-proxy.ts'
import { type MeasuredProcess, startMeasured } from './measured-process.ts'
import { openQueues } from './queues.ts'
import { plainReceiver } from './receiver.ts'

export const signingSecret = 'whsec_bG9jYWwtY3JtLXdlYmhvb2stc2VjcmV0LTMyYnl0ZXMu'

export interface BenchDestination {
  readonly name: string
  readonly adapter: string
  readonly settings: Record<string, unknown>
  readonly secret: Record<string, unknown>
}

export interface BenchStandOptions {
  readonly bundles: Bundles
  /** @default `facebook` */
  readonly platforms?: readonly string[]
  /** How many webhooks a plain receiver takes, `crm`, `crm-2`, … @default 1 */
  readonly webhooks?: number
  /** @default these webhooks */
  readonly destinations?: readonly BenchDestination[]
  /** @default as an operator's who says nothing of it */
  readonly retention?: DeploymentInput['retention']
}

export type BenchStand = Awaited<ReturnType<typeof benchStand>>

/**
 * The functions as they are deployed, each a box of which only two ends are known: webhooks go in, SQS messages are
 * moved from queue to function here, and what comes out is what receivers get. Everything that a function calls goes
 * through a proxy that counts; emulators, proxy and receivers run in this process, the functions in others.
 */
export async function benchStand(options: BenchStandOptions) {
  const { bundles, platforms = ['facebook'] } = options
  const emulators = await startEmulators({})
  const { endpoints } = emulators
  const aws = readAwsAccess({})
  const receiver = await plainReceiver()
  const proxy = countingProxy()
  const destinations = options.destinations ?? (await webhooksOf(options.webhooks ?? 1))
  const senders = await sendersOf(platforms)
  const deployment = await checkDeployment({
    name: 'bench',
    platforms: Object.fromEntries(
      [...senders].map(([name, { localSettings = {} }]) => [name, { settings: localSettings }]),
    ),
    destinations: destinations.map(({ secret: _, ...rest }) => ({ ...rest, ...onThisMachine })),
    routing: { match: 'all', rules: [{ to: destinations.map(({ name }) => name), forward: 'all' }] },
    ...(options.retention && { retention: options.retention }),
  })
  const { name } = deployment
  const resources = await createResources({
    endpoints,
    aws,
    name,
    destinations: destinations.map((each) => each.name),
    visibilitySeconds: 300,
  })
  const secrets = await startSecretStore({
    ...Object.fromEntries(
      [...senders].map(([platform, { localSecrets }]) => [
        secretName(name, 'platform', platform),
        localSecrets,
      ]),
    ),
    ...Object.fromEntries(
      destinations.map((each) => [secretName(name, 'destination', each.name), each.secret]),
    ),
    [linksSecretName(name)]: { key: 'only-for-tests-0123456789abcdef01' },
  })
  const folder = mkdtempSync(join(tmpdir(), 'netzdialog-bench-'))
  const deploymentFile = join(folder, 'deployment.json')
  writeFileSync(deploymentFile, JSON.stringify(deployment))
  const functions = stageFunctions({
    name,
    deploymentFile,
    resources,
    platforms,
    retryCapSeconds: { route: 5, deliver: 5 },
  })
  const queues = openQueues({ ...aws, endpoint: endpoints.sqs }, resources)
  const running: MeasuredProcess[] = []

  async function environmentOf(caller: string, given: Readonly<Record<string, string>>) {
    const [sqs, s3, dynamodb] = await Promise.all([
      proxy.between(caller, 'sqs', endpoints.sqs),
      proxy.between(caller, 's3', endpoints.s3),
      proxy.between(caller, 'dynamodb', endpoints.dynamodb),
    ])
    // As in Lambda: what it compiles is not kept, and what it logs is written.
    const { NODE_COMPILE_CACHE: _, PATH: __, ...own } = given
    return {
      // Lambda sets it at each invocation; it stands in each line of the log.
      _X_AMZN_TRACE_ID: 'Root=1-6743fa00-0123456789abcdef01234567;Parent=53995c3f42cd8ad8;Sampled=0',
      ...awsEnvironment(aws, { sqs, s3, dynamodb, secrets: secrets.url }),
      ...own,
      POWERTOOLS_SERVICE_NAME: caller,
      POWERTOOLS_LOG_LEVEL: 'INFO',
      POWERTOOLS_METRICS_DISABLED: 'false',
      POWERTOOLS_METRICS_NAMESPACE: 'Netzdialog',
    }
  }

  function webhooksOf(count: number): Promise<BenchDestination[]> {
    const names = Array.from({ length: count }, (_, index) => (index === 0 ? 'crm' : `crm-${index + 1}`))
    return Promise.all(
      names.map(async (name) => ({
        name,
        adapter: 'webhook',
        settings: { url: await proxy.between(`deliver-${name}`, 'receiver', receiver.url) },
        secret: { signingSecrets: [signingSecret] },
      })),
    )
  }

  const environments = new Map<string, Promise<Record<string, string>>>()
  function environment(caller: string, given: Readonly<Record<string, string>>) {
    const known = environments.get(caller) ?? environmentOf(caller, given)
    environments.set(caller, known)
    return known
  }

  return {
    proxy,
    receiver,
    queues,
    endpoints,
    aws,
    resources,
    /** Of Meta's webhooks. */
    appSecret: appSecret(senders),
    /** A function in a new process. @param caller `ingest-facebook`, `route`, `deliver-crm` */
    async start(caller: string): Promise<MeasuredProcess> {
      const found = functions.find((each) => each.name === caller)
      if (!found) throw new Error(`the stand has no function ${caller}`)
      const started = await startMeasured(
        bundles.stage(found.stage),
        caller,
        await environment(caller, found.environment),
      )
      running.push(started)
      return started
    },
    async startFloor(floor: FloorName): Promise<MeasuredProcess> {
      const given = {
        CONTACTS_QUEUE_URL: resources.contactsQueueUrl,
        APP_SECRET: appSecret(senders),
        TZ: 'UTC',
      }
      const started = await startMeasured(bundles.floor(floor), floor, await environment(floor, given))
      running.push(started)
      return started
    },
    /** The event that an HTTP API makes of a webhook, signed as the platform signs. */
    webhook(platform: string, payload: unknown) {
      const sender = senders.get(platform)
      if (!sender) throw new Error(`the stand has no ${platform}`)
      const bytes =
        payload instanceof Uint8Array ? payload : new TextEncoder().encode(JSON.stringify(payload))
      const { method, headers, body } = sender.sign(bytes, sender.localSecrets, new Date())
      const path = `/webhooks/${platform}`
      const distinct = Object.entries({ host: 'bench.test', ...headers }).map(([key, value]) => [
        key,
        [value],
      ])
      return toHttpEvent(
        { method, url: path, headersDistinct: Object.fromEntries(distinct), httpVersion: '1.1', socket: {} },
        body,
        { routeKey: `POST ${path}`, requestId: 'bench', receivedAt: new Date() },
      )
    },
    async stop(): Promise<void> {
      await Promise.all(running.map((each) => each.stop()))
      queues.close()
      await Promise.all([proxy.stop(), receiver.stop(), secrets.stop(), emulators.stop()])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function sendersOf(platforms: readonly string[]) {
  const found = platforms.map(async (platform) => {
    const sender = await platformSenders[platform]?.()
    if (!sender) throw new Error(`nobody sends as ${platform}`)
    return [platform, sender] as const
  })
  return new Map(await Promise.all(found))
}

function appSecret(senders: Awaited<ReturnType<typeof sendersOf>>): string {
  const secrets = senders.get('facebook')?.localSecrets['appSecrets']
  return Array.isArray(secrets) ? String(secrets[0]) : ''
}
