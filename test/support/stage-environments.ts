import { fileURLToPath } from 'node:url'
import type { Resources } from '../../bin/local/resources.ts'
import { linksSecretName, secretName } from '../../schemas/deployment.ts'

export type StageName = 'ingest' | 'route' | 'deliver'

const compileCache = fileURLToPath(new URL('../../node_modules/.cache/netzdialog', import.meta.url))

/** The variables of each stage, silent and with a retry time that a test can wait for. */
export function stageEnvironments(options: {
  readonly name: string
  readonly deploymentFile: string
  readonly resources: Resources
  readonly retryCapSeconds: number
}): (stage: StageName) => Record<string, string> {
  const { name, deploymentFile, resources, retryCapSeconds } = options
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
  const consumer = { ...common, TABLE: resources.table, RETRY_CAP_SECONDS: String(retryCapSeconds) }
  const environments = {
    ingest: {
      ...common,
      PLATFORM: 'facebook',
      SECRET_ID: secretName(name, 'platform', 'facebook'),
      CONTACTS_QUEUE_URL: resources.contactsQueueUrl,
    },
    route: {
      ...consumer,
      QUEUE_URL: resources.contactsQueueUrl,
      DELIVER_QUEUE_URLS: JSON.stringify(resources.deliverQueueUrls),
    },
    deliver: {
      ...consumer,
      QUEUE_URL: resources.deliverQueueUrls['crm'] ?? '',
      DESTINATION: 'crm',
      SECRET_ID: secretName(name, 'destination', 'crm'),
      LINKS_SECRET_ID: linksSecretName(name),
      LINKS_BASE_URL: 'https://links.netzdialog.test',
      LOCAL_RUN: 'true',
      // What a killed function has claimed holds up its conversation for so long beyond the time-out.
      CLAIM_MARGIN_SECONDS: '2',
    },
  }
  return (stage) => environments[stage]
}
