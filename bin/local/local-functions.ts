import { extname } from 'node:path'
import { type Deployment, isCollected, linksSecretName } from '../../schemas/deployment.ts'
import { collectMemory, deliverMemory, usualMemory } from '../../schemas/function-memory.ts'
import { destinationSecretId, platformSecretId } from './local-deployment.ts'
import { type LocalFunction, startLocalFunction } from './local-function.ts'
import type { Resources } from './resources.ts'
import type { SentRequest } from './sent-requests.ts'

export interface LocalFunctionsOptions {
  readonly deployment: Deployment
  /** Where it lies as JSON. */
  readonly deploymentFile: string
  readonly resources: Resources
  /** Region, credentials, endpoints. */
  readonly aws: Readonly<Record<string, string>>
  /** The front door's, without a slash at the end. */
  readonly url: string
  /** Where the stand-in for platforms hands out files, where any are fetched. */
  readonly filesUrl?: string | undefined
  /** Told what deliver has sent. */
  readonly onRequest: (request: SentRequest) => void
}

export interface LocalFunctions {
  /** By platform. */
  readonly ingest: ReadonlyMap<string, LocalFunction>
  /** By platform that brings mails to the bucket. */
  readonly collect: ReadonlyMap<string, LocalFunction>
  readonly route: LocalFunction
  /** By destination. */
  readonly deliver: ReadonlyMap<string, LocalFunction>
  readonly attachments: LocalFunction
  /** Where a platform's files are fetched. */
  readonly fetch: LocalFunction | undefined
  readonly all: readonly LocalFunction[]
}

/** `.ts` in the repository, `.js` where it was compiled. */
const extension = extname(import.meta.filename)
const entry = (stage: string, name = 'handler') =>
  new URL(`../../functions/${stage}/${name}${extension}`, import.meta.url).href

/** API Gateway waits no longer. */
const answerSeconds = 29
const collectSeconds = 120
/**
 * Time that route has for a batch. With functions of one's own it begins nothing with less than eighteen seconds left, and
 * has the sixty of an account there.
 */
export const routeSeconds = ({ routing }: Pick<Deployment, 'routing'>) =>
  routing.decide === undefined && routing.enrich === undefined ? 14 : 30
/** As in the stack. */
const fetchSeconds = 60

/** Whether anything is fetched that lies with platforms: files, or whole mails. */
export function fetchesOfPlatforms({ platforms }: Pick<Deployment, 'platforms'>): boolean {
  return Object.values(platforms).some(({ attachments, stored }) => attachments?.fetch || stored)
}

/** Platforms whose files are fetched. */
export function fetchedPlatforms({ platforms }: Pick<Deployment, 'platforms'>): string[] {
  return Object.keys(platforms).filter((name) => platforms[name]?.attachments?.fetch)
}

/** To write down what a delivery came to. */
const writingSeconds = 9

/** The stack's functions, each in a process of its own with the environment that the stack would give it. */
export function startLocalFunctions(options: LocalFunctionsOptions): LocalFunctions {
  const { deployment, deploymentFile, resources, aws, url, filesUrl = '', onRequest } = options
  const { fetchQueueUrl = '' } = resources
  const common = {
    ...aws,
    DEPLOYMENT_FILE: deploymentFile,
    BUCKET: resources.bucket,
    LOCAL_RUN: 'true',
    POWERTOOLS_LOG_LEVEL: 'WARN',
    POWERTOOLS_METRICS_DISABLED: 'true',
    POWERTOOLS_METRICS_NAMESPACE: 'Netzdialog',
    // As in Lambda.
    TZ: 'UTC',
  }
  const consumer = { ...common, TABLE: resources.table, RETRY_CAP_SECONDS: '5' }
  const start = (
    stage: string,
    name: string,
    timeoutSeconds: number,
    environment: Record<string, string>,
    memory = usualMemory,
  ) =>
    startLocalFunction({
      entry: entry(stage),
      name,
      timeoutSeconds,
      memory,
      environment: { ...environment, POWERTOOLS_SERVICE_NAME: name },
      onRequest,
    })

  const ingest = Object.keys(deployment.platforms).map((platform) => {
    const environment = {
      ...common,
      PLATFORM: platform,
      SECRET_ID: platformSecretId(deployment.name, platform),
      CONTACTS_QUEUE_URL: resources.contactsQueueUrl,
      UPLOADS: String(deployment.platforms[platform]?.uploads ?? false),
    }
    return [platform, start('ingest', `ingest-${platform}`, answerSeconds, environment)] as const
  })
  const collected = Object.entries(deployment.platforms).filter(([, each]) => isCollected(each))
  const collect = collected.map(([platform]) => {
    const name = `collect-${platform}`
    const environment = {
      ...common,
      PLATFORM: platform,
      CONTACTS_QUEUE_URL: resources.contactsQueueUrl,
      SECRET_ID: platformSecretId(deployment.name, platform),
      LOCAL_FILES_URL: filesUrl,
      POWERTOOLS_SERVICE_NAME: name,
    }
    const options = { name, timeoutSeconds: collectSeconds, memory: collectMemory, environment }
    return [platform, startLocalFunction({ entry: entry('ingest', 'collect-handler'), ...options })] as const
  })
  const route = start('route', 'route', routeSeconds(deployment), {
    ...consumer,
    QUEUE_URL: resources.contactsQueueUrl,
    DELIVER_QUEUE_URLS: JSON.stringify(resources.deliverQueueUrls),
    FETCH_QUEUE_URL: fetchQueueUrl,
  })
  const deliver = deployment.destinations.map(({ name, timeoutSeconds }) => {
    const environment = {
      ...consumer,
      QUEUE_URL: resources.deliverQueueUrls[name] ?? '',
      DESTINATION: name,
      SECRET_ID: destinationSecretId(deployment.name, name),
      LINKS_SECRET_ID: linksSecretName(deployment.name),
      LINKS_BASE_URL: url,
    }
    const seconds = timeoutSeconds + writingSeconds
    const started = start('deliver', `deliver-${name}`, seconds, environment, deliverMemory(deployment))
    return [name, started] as const
  })
  const attachments = start('attachments', 'attachments', answerSeconds, {
    ...common,
    LINKS_SECRET_ID: linksSecretName(deployment.name),
  })
  const secretIds = fetchedPlatforms(deployment).map((each) => [
    each,
    platformSecretId(deployment.name, each),
  ])
  const fetch =
    fetchQueueUrl === ''
      ? undefined
      : start('fetch', 'fetch', fetchSeconds, {
          ...consumer,
          QUEUE_URL: fetchQueueUrl,
          CONTACTS_QUEUE_URL: resources.contactsQueueUrl,
          PLATFORM_SECRET_IDS: JSON.stringify(Object.fromEntries(secretIds)),
          LOCAL_FILES_URL: filesUrl,
        })
  return {
    ingest: new Map(ingest),
    collect: new Map(collect),
    route,
    deliver: new Map(deliver),
    attachments,
    fetch,
    all: [
      ...[...ingest, ...collect].map(([, each]) => each),
      route,
      ...deliver.map(([, each]) => each),
      attachments,
      ...(fetch ? [fetch] : []),
    ],
  }
}
