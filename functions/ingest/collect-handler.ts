import type { SQSBatchResponse, SQSEvent } from 'aws-lambda'
import { collectEnvironment } from '../../schemas/environment.ts'
import { readDeployment, readEnvironment } from '../aws/configuration.ts'
import { lambdaHandler } from '../aws/lambda-handler.ts'
import { ownPlatform } from '../aws/own-adapter.ts'
import { s3Incoming } from '../aws/s3-incoming.ts'
import { s3Store } from '../aws/s3-store.ts'
import { adapterSettings } from '../aws/secrets.ts'
import { sqsQueue } from '../aws/sqs-queue.ts'
import { telemetry } from '../aws/telemetry.ts'
import { Misconfigured } from '../core/errors.ts'
import { plainSettings } from '../core/settings.ts'
import { standInFor } from '../outbound/stand-in-for.ts'
import { fetchWhenUsed } from '../outbound/when-first-used.ts'
import { platformAdapters } from '../platforms/index.ts'
import { collectBatch } from './collect-batch.ts'
import { maxCollectedBytes } from './incoming.ts'

const environment = readEnvironment(collectEnvironment)
const deployment = readDeployment(environment.DEPLOYMENT_FILE)
const { BUCKET: bucket, PLATFORM: name } = environment

const config = deployment.platforms[name]
const platform =
  (await ownPlatform(config?.adapter, environment.DEPLOYMENT_FILE)) ?? (await platformAdapters[name]?.())
if (!platform || !config) throw new Misconfigured('no_adapter', `no adapter for the platform ${name}`)

const now = () => new Date()
const fetchOptions = { maxBodyBytes: maxCollectedBytes + 1 }

const ports = {
  platform,
  settings: plainSettings(platform.settings).parse(config.settings),
  queue: sqsQueue(environment.CONTACTS_QUEUE_URL, telemetry),
  store: s3Store(bucket),
  incoming: s3Incoming(bucket),
  scans: deployment.attachments.scan,
  bucket,
  stored: config.stored
    ? {
        settings: adapterSettings(platform.settings, config.settings, environment.SECRET_ID, {
          telemetry,
          now,
        }),
        fetch:
          environment.LOCAL_FILES_URL === ''
            ? fetchWhenUsed(fetchOptions)
            : standInFor(
                environment.LOCAL_FILES_URL,
                fetchWhenUsed({ ...fetchOptions, allowHttp: true, allowPrivateAddresses: true }),
              ),
      }
    : undefined,
  telemetry,
  now,
}

/** What the bucket tells of, in batches of a queue. */
export const handler = lambdaHandler(async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
  const failed = await collectBatch(Records, ports)
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) }
})
