import { fileURLToPath } from 'node:url'
import type { Resources } from '../../bin/local/resources.ts'
import { linksSecretName, secretName } from '../../schemas/deployment.ts'

export type StageName = 'ingest' | 'route' | 'deliver'

/** A function of the stack. */
export interface StageFunction {
  /** `ingest-facebook`, `route`, `deliver-crm` */
  readonly name: string
  readonly stage: StageName
  readonly environment: Readonly<Record<string, string>>
  /** That it consumes. */
  readonly queueUrl?: string
}

const compileCache = fileURLToPath(new URL('../../node_modules/.cache/netzdialog', import.meta.url))

/** Every function of a deployment, silent and with retry times that a test can wait for. */
export function stageFunctions(options: {
  readonly name: string
  readonly deploymentFile: string
  readonly resources: Resources
  readonly platforms: readonly string[]
  readonly retryCapSeconds: Readonly<Record<'route' | 'deliver', number>>
}): StageFunction[] {
  const { name, deploymentFile, resources, platforms, retryCapSeconds } = options
  const common = {
    PATH: process.env['PATH'] ?? '',
    TZ: 'UTC',
    // A function that is killed again and again starts in little more than half the time.
    NODE_COMPILE_CACHE: compileCache,
    DEPLOYMENT_FILE: deploymentFile,
    BUCKET: resources.bucket,
    POWERTOOLS_LOG_LEVEL: 'SILENT',
    POWERTOOLS_METRICS_DISABLED: 'true',
  }
  const consumer = (stage: 'route' | 'deliver', queueUrl: string) => ({
    ...common,
    TABLE: resources.table,
    RETRY_CAP_SECONDS: String(retryCapSeconds[stage]),
    QUEUE_URL: queueUrl,
  })
  return [
    ...platforms.map((platform) => ({
      name: `ingest-${platform}`,
      stage: 'ingest' as const,
      environment: {
        ...common,
        PLATFORM: platform,
        SECRET_ID: secretName(name, 'platform', platform),
        CONTACTS_QUEUE_URL: resources.contactsQueueUrl,
      },
    })),
    {
      name: 'route',
      stage: 'route',
      queueUrl: resources.contactsQueueUrl,
      environment: {
        ...consumer('route', resources.contactsQueueUrl),
        DELIVER_QUEUE_URLS: JSON.stringify(resources.deliverQueueUrls),
      },
    },
    ...Object.entries(resources.deliverQueueUrls).map(([destination, queueUrl]) => ({
      name: `deliver-${destination}`,
      stage: 'deliver' as const,
      queueUrl,
      environment: {
        ...consumer('deliver', queueUrl),
        DESTINATION: destination,
        SECRET_ID: secretName(name, 'destination', destination),
        LINKS_SECRET_ID: linksSecretName(name),
        LINKS_BASE_URL: 'https://links.netzdialog.test',
        LOCAL_RUN: 'true',
        // What a killed function has claimed holds up its conversation for so long beyond the time-out.
        CLAIM_MARGIN_SECONDS: '2',
      },
    })),
  ]
}
