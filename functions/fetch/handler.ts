import type { SQSBatchResponse, SQSEvent } from 'aws-lambda'
import { fetchEnvironment } from '../../schemas/environment.ts'
import { readDeployment, readEnvironment } from '../aws/configuration.ts'
import { dynamoLedger } from '../aws/dynamo-ledger.ts'
import { lambdaHandler } from '../aws/lambda-handler.ts'
import { ownPlatform } from '../aws/own-adapter.ts'
import { toReceivedMessages } from '../aws/queue-messages.ts'
import { s3Scans } from '../aws/s3-scans.ts'
import { s3Store } from '../aws/s3-store.ts'
import { adapterSettings } from '../aws/secrets.ts'
import { changeVisibility, sqsQueue } from '../aws/sqs-queue.ts'
import { telemetry } from '../aws/telemetry.ts'
import { standInFor } from '../outbound/stand-in-for.ts'
import { fetchWhenUsed } from '../outbound/when-first-used.ts'
import { platformAdapters } from '../platforms/index.ts'
import { consumeRequests } from './consume-requests.ts'
import { maxFileMs } from './fetch-file.ts'
import type { FetchedPlatform } from './ports.ts'

const environment = readEnvironment(fetchEnvironment)
const deployment = readDeployment(environment.DEPLOYMENT_FILE)
const now = () => new Date()
const megabyte = 1_000_000
/** What is written down, and told, after the last file. */
const reserveMs = 10_000

const platforms = new Map<string, Promise<FetchedPlatform | undefined>>()

async function openPlatform(name: string): Promise<FetchedPlatform | undefined> {
  const config = deployment.platforms[name]
  if (!config?.attachments?.fetch) return undefined
  const adapter =
    (await ownPlatform(config.adapter, environment.DEPLOYMENT_FILE)) ?? (await platformAdapters[name]?.())
  if (!adapter) return undefined
  const secretId = environment.PLATFORM_SECRET_IDS[name]
  return {
    adapter,
    settings:
      secretId === undefined
        ? async () => config.settings
        : adapterSettings(adapter.settings, config.settings, secretId, { telemetry, now }),
    maxBytes: config.attachments.maxMegabytes * megabyte,
  }
}

const ports = {
  ledger: dynamoLedger(environment.TABLE, deployment.retention, now),
  store: s3Store(environment.BUCKET),
  contacts: sqsQueue(environment.CONTACTS_QUEUE_URL, telemetry),
  platformOf(name: string) {
    const found = platforms.get(name) ?? openPlatform(name)
    platforms.set(name, found)
    return found
  },
  download: (maxBodyBytes: number) =>
    environment.LOCAL_FILES_URL === ''
      ? fetchWhenUsed({ maxBodyBytes })
      : standInFor(
          environment.LOCAL_FILES_URL,
          fetchWhenUsed({ maxBodyBytes, allowHttp: true, allowPrivateAddresses: true }),
        ),
  // Nothing scans on this machine.
  scanned:
    deployment.attachments.scan && environment.LOCAL_FILES_URL === ''
      ? s3Scans(environment.BUCKET)
      : undefined,
  telemetry,
  now,
  random: Math.random,
  retryCapSeconds: environment.RETRY_CAP_SECONDS,
}

export const handler = lambdaHandler<SQSEvent, SQSBatchResponse>(async (event, context) => {
  const again = await consumeRequests(event.Records.flatMap(toReceivedMessages), {
    ...ports,
    mayStart: () => context.getRemainingTimeInMillis() > maxFileMs + reserveMs,
    postpone: (receiptHandle, seconds) => changeVisibility(environment.QUEUE_URL, receiptHandle, seconds),
  })
  return { batchItemFailures: again.map((itemIdentifier) => ({ itemIdentifier })) }
})
