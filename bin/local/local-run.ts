import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { SQSClient } from '@aws-sdk/client-sqs'
import { getRequestListener } from '@hono/node-server'
import { type Deployment, isCollected } from '../../schemas/deployment.ts'
import { createFeed } from '../console/feed.ts'
import { type OpenPage, openPage } from '../console/open-page.ts'
import type { Page } from '../console/read-state.ts'
import { type Adapters, openAdapters } from '../deployment-checks/open-adapters.ts'
import { type AwsAccess, awsEnvironment, readAwsAccess } from './aws-environment.ts'
import { bringHeld } from './bring-held.ts'
import { watchBucket } from './bucket-events.ts'
import { openCrmJournal } from './crm-journal.ts'
import { startDemoCrm } from './demo-crm.ts'
import { createTickets } from './demo-tickets.ts'
import { startEmulators } from './emulators.ts'
import { frontDoor } from './front-door.ts'
import { findLeftBehind } from './left-behind.ts'
import { linkKey } from './link-key.ts'
import { close, listen } from './listen.ts'
import { crmSecret, type LocalDeployment, toLocalDeployment } from './local-deployment.ts'
import type { LocalFunction } from './local-function.ts'
import {
  fetchedPlatforms,
  fetchesOfPlatforms,
  type LocalFunctions,
  routeSeconds,
  startLocalFunctions,
} from './local-functions.ts'
import { type LocalResources, toLocalResources } from './local-resources.ts'
import { startPlatformFiles } from './platform-files.ts'
import { type Poller, startPoller } from './poller.ts'
import { readPorts } from './ports.ts'
import { keepRawPayloads } from './raw-payloads.ts'
import { createResources, type Resources } from './resources.ts'
import { startSecretStore } from './secret-store.ts'
import { openSenders, type Senders } from './senders/open-senders.ts'
import { keepSentRequests } from './sent-requests.ts'
import type { StateFolder } from './state-folder.ts'

export interface LocalRun {
  /** The front door's, without a slash at the end. */
  readonly url: string
  readonly local: LocalDeployment
  readonly senders: Senders
  /** What an operator should know, a sentence each. */
  readonly notes: readonly string[]
  /** Ends everything in about a second: first what comes in, last the emulators. */
  stop(): Promise<void>
}

export interface LocalRunOptions {
  readonly environment: NodeJS.ProcessEnv
  readonly deployment: Deployment
  /** @default the built-in ones */
  readonly adapters?: Adapters
  /** Where it keeps what it holds beyond its end; it is closed with it. @default in memory */
  readonly state?: StateFolder | undefined
  /** Told what went wrong while it runs. */
  readonly report: (sentence: string) => void
  /** Told what is being started. @default nobody is */
  readonly tell?: (what: string) => void
}

/** How long batches that are under way may hold up the end. */
const shutdownGraceMs = 700

/**
 * The whole layer on this machine: front door, functions, queues, table, object store, secrets, demo CRM.
 *
 * @throws PortTaken, WrongVariable; nothing is left running then
 */
export async function startLocalRun({
  environment,
  deployment,
  adapters: given = openAdapters({}, process.cwd()),
  state,
  report,
  tell = () => {},
}: LocalRunOptions): Promise<LocalRun> {
  const ports = readPorts(environment)
  const adapters = { ...given, ...openSenders(given) }
  const endings: (() => unknown)[] = [() => state?.close()]
  const ingest = new Map<string, LocalFunction>()
  let attachments: LocalFunction | undefined
  let status: 'starting' | 'ok' | 'stopping' = 'starting'

  async function stop(): Promise<void> {
    status = 'stopping'
    for (const end of endings.splice(0).reverse()) await end()
  }

  try {
    const feed = createFeed()
    const payloads = keepRawPayloads()
    const requests = keepSentRequests()
    const tickets = createTickets()
    const crm = await startDemoCrm({
      port: ports.crmPort,
      anyPort: ports.anyCrmPort,
      secret: crmSecret,
      ...(state && { journal: openCrmJournal(join(state.path, 'crm.jsonl')) }),
      onKept: (destination, event) => {
        const conversation = tickets.apply(destination, event)
        if (conversation !== undefined) feed.touch(conversation)
      },
    })
    endings.push(crm.stop)
    const platforms = Object.keys(deployment.platforms)
    let page: Page | undefined
    let found: LocalResources | undefined
    let bucket: LocalBucket | undefined
    let held: ((platform: string, payload: Uint8Array) => Promise<Response> | undefined) | undefined
    const now = () => new Date()
    const app = frontDoor({
      status: () => status,
      ingest,
      attachments: () => attachments,
      platforms,
      crm,
      hasDemoCrm: deployment.destinations.some(({ local }) => local === undefined),
      page: () => page,
      resources: () => found,
      putIncoming: (key, body) => bucket?.put(key, body),
      bringHeld: (platform, payload) => held?.(platform, payload),
      payloads,
      requests,
      host: ports.host,
      now,
    })
    const server = createServer(getRequestListener(app.fetch))
    endings.push(() => close(server))
    const port = await listen(server, ports.port, ports.host)
    const url = `http://${shownHost(ports.host)}:${port}`

    const key = linkKey(state && join(state.path, 'links.key'))
    const local = await toLocalDeployment(deployment, adapters, crm.eventsUrl, key)
    tell('starting queues, table and object store')
    const emulators = await startEmulators(environment, state?.path)
    endings.push(emulators.stop)
    const secrets = await startSecretStore(local.secrets)
    endings.push(secrets.stop)
    const aws = readAwsAccess(environment)
    const { endpoints } = emulators
    const { destinations } = local.deployment
    const resources = await createResources({
      endpoints,
      aws,
      name: deployment.name,
      destinations: destinations.map(({ name }) => name),
      incoming: Object.entries(deployment.platforms).flatMap(([name, each]) =>
        isCollected(each) ? [name] : [],
      ),
      fetches: fetchedPlatforms(local.deployment).length > 0,
      visibilitySeconds:
        10 +
        Math.max(routeSeconds(local.deployment), ...destinations.map(({ timeoutSeconds }) => timeoutSeconds)),
    })

    const leftBehind = state?.isOld ? await leftIn(endpoints.sqs, aws, local.deployment) : []
    bucket = localBucket(resources, { ...aws, endpoint: endpoints.s3 })
    const files = fetchesOfPlatforms(local.deployment) ? await startPlatformFiles() : undefined
    if (files) {
      endings.push(files.stop)
      held = (platform, payload) =>
        deployment.platforms[platform]?.stored
          ? bringHeld({
              url: `${url}/webhooks/${platform}`,
              payload,
              files,
              load: adapters.senders[platform],
              now,
            })
          : undefined
    }
    const file = writeDeployment(local.deployment)
    endings.push(file.remove)
    const functions = startLocalFunctions({
      deployment: local.deployment,
      deploymentFile: file.path,
      resources,
      aws: awsEnvironment(aws, { ...endpoints, secrets: secrets.url }),
      url,
      filesUrl: files?.url,
      onRequest: requests.keep,
    })
    endings.push(() => Promise.all(functions.all.map((each) => each.stop())))
    let ready = 0
    const tellReady = () => tell(`starting functions: ${ready} of ${functions.all.length}`)
    tellReady()
    await Promise.all(
      functions.all.map(async (each) => {
        await each.ready()
        ready += 1
        tellReady()
      }),
    )
    tell('opening the page')
    for (const [platform, handler] of functions.ingest) ingest.set(platform, handler)
    attachments = functions.attachments

    // A table of somebody's own may hold what came before.
    const since = state?.since ?? (environment['AWS_ENDPOINT_URL_DYNAMODB'] ? undefined : now())
    const site = {
      ...resources,
      region: aws.region,
      endpoints: { ...endpoints, secrets: secrets.url },
      ...(since && { since: since.toISOString() }),
    }
    found = toLocalResources(site, local.deployment)
    const opened = await openPage({
      site,
      deployment: local.deployment,
      adapters,
      aws,
      feed,
      tickets,
      crm,
      urlOf: (platform) => `${url}/webhooks/${platform}`,
      now,
      since,
      before: state?.isOld ?? false,
      payloads,
      requests,
      report,
    })
    endings.push(opened.close)
    page = opened.page
    const pollers = startPollers({
      functions,
      resources,
      aws,
      endpoint: endpoints.sqs,
      s3: bucket.s3,
      report,
      ...opened,
    })
    const stopPollers = () => Promise.all(pollers.map((each) => each.stop()))
    endings.push(() => Promise.race([stopPollers(), sleep(shutdownGraceMs, undefined, { ref: false })]))
    // Last of all to be added, so the first to end: nothing more comes in.
    endings.push(() => server.close())
    status = 'ok'
    return { url, local, senders: adapters, notes: [...local.notes, ...leftBehind], stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function leftIn(endpoint: string, aws: AwsAccess, deployment: Deployment): Promise<string[]> {
  const sqs = new SQSClient({ ...aws, endpoint, useQueueUrlAsEndpoint: false })
  try {
    return await findLeftBehind(deployment, sqs)
  } finally {
    sqs.destroy()
  }
}

function startPollers(
  options: Pick<OpenPage, 'observeRoute' | 'observeDeliver'> & {
    functions: LocalFunctions
    resources: Resources
    aws: AwsAccess
    endpoint: string
    s3: S3Client
    report: (sentence: string) => void
  },
): Poller[] {
  const { functions, resources, aws, endpoint, s3, report, observeRoute, observeDeliver } = options
  const sqs = new SQSClient({ ...aws, endpoint, useQueueUrlAsEndpoint: false })
  const route = observeRoute((event) => functions.route.invoke(event))
  const consumers = [{ name: 'route', queueUrl: resources.contactsQueueUrl, invoke: route }]
  for (const [destination, queueUrl] of Object.entries(resources.deliverQueueUrls)) {
    const handler = functions.deliver.get(destination)
    if (!handler) continue
    const invoke = observeDeliver((event) => handler.invoke(event), destination)
    consumers.push({ name: `deliver-${destination}`, queueUrl, invoke })
  }
  for (const [platform, queueUrl] of Object.entries(resources.incomingQueueUrls)) {
    const handler = functions.collect.get(platform)
    if (handler)
      consumers.push({ name: `collect-${platform}`, queueUrl, invoke: (event) => handler.invoke(event) })
  }
  const { fetch } = functions
  if (fetch && resources.fetchQueueUrl !== undefined)
    consumers.push({
      name: 'fetch',
      queueUrl: resources.fetchQueueUrl,
      invoke: (event) => fetch.invoke(event),
    })
  const onError = (name: string) => (code: string) => report(`${name}: ${code}, trying again`)
  const pollers = consumers.map(({ name, queueUrl, invoke }) =>
    startPoller({
      sqs,
      queueUrl,
      region: aws.region,
      // What one message asks for may take all of the function's time.
      ...(name === 'fetch' && { batchSize: 1 }),
      invoke,
      onError: onError(name),
    }),
  )
  const { bucket, incomingQueueUrls: queueUrls } = resources
  if (Object.keys(queueUrls).length === 0) return pollers
  return [...pollers, watchBucket({ s3, sqs, bucket, queueUrls, onError: onError('bucket') })]
}

interface LocalBucket {
  readonly s3: S3Client
  /** `undefined` where no mail of that platform comes by the bucket. */
  put(key: string, body: Uint8Array): Promise<unknown> | undefined
}

function localBucket(
  { bucket, incomingQueueUrls }: Resources,
  access: AwsAccess & { readonly endpoint: string },
): LocalBucket {
  const s3 = new S3Client({ ...access, forcePathStyle: true })
  return {
    s3,
    put(Key, Body) {
      const [, platform = ''] = Key.split('/')
      if (!Object.hasOwn(incomingQueueUrls, platform)) return undefined
      return s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body }))
    },
  }
}

const everyAddress = new Set(['127.0.0.1', '0.0.0.0', '::1', '::'])

function shownHost(host: string): string {
  if (everyAddress.has(host)) return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}

function writeDeployment(deployment: Deployment): { path: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'netzdialog-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  process.once('exit', remove)
  const path = join(folder, 'deployment.json')
  writeFileSync(path, JSON.stringify(deployment, null, 2))
  return { path, remove }
}
