import { handle, type LambdaEvent } from 'hono/aws-lambda'
import { ingestEnvironment } from '../../schemas/environment.ts'
import { readDeployment, readEnvironment } from '../aws/configuration.ts'
import { lambdaHandler } from '../aws/lambda-handler.ts'
import { ownPlatform } from '../aws/own-adapter.ts'
import { s3Store } from '../aws/s3-store.ts'
import { s3Uploads } from '../aws/s3-uploads.ts'
import { adapterSettings } from '../aws/secrets.ts'
import { sqsQueue } from '../aws/sqs-queue.ts'
import { telemetry } from '../aws/telemetry.ts'
import { shieldKeys } from '../core/came-through-shield.ts'
import { Misconfigured } from '../core/errors.ts'
import { fetchWhenUsed } from '../outbound/when-first-used.ts'
import { platformAdapters } from '../platforms/index.ts'
import { ingestApp } from './app.ts'
import { rememberFirst } from './remember-first.ts'

const environment = readEnvironment(ingestEnvironment)
const deployment = readDeployment(environment.DEPLOYMENT_FILE)
const now = () => new Date()

const config = deployment.platforms[environment.PLATFORM]
const platform =
  (await ownPlatform(config?.adapter, environment.DEPLOYMENT_FILE)) ??
  (await platformAdapters[environment.PLATFORM]?.())
if (!platform || !config)
  throw new Misconfigured('no_adapter', `no adapter for the platform ${environment.PLATFORM}`)

const store = s3Store(environment.BUCKET)
const app = ingestApp({
  platform,
  settings: adapterSettings(platform.settings, config.settings, environment.SECRET_ID, { telemetry, now }),
  fetches: config.attachments?.fetch ?? false,
  fetchesStored: config.stored ?? false,
  scans: deployment.attachments.scan,
  queue: sqsQueue(environment.CONTACTS_QUEUE_URL, telemetry),
  store,
  remember: rememberFirst(environment.PLATFORM, store),
  shield:
    environment.SHIELD_SECRET_ID === ''
      ? undefined
      : adapterSettings(shieldKeys, {}, environment.SHIELD_SECRET_ID, { telemetry, now }),
  fetch: fetchWhenUsed({}),
  ...(environment.UPLOADS && { uploads: s3Uploads(environment.BUCKET) }),
  telemetry,
  now,
})

const respond = handle(app)
export const handler = lambdaHandler((event: LambdaEvent) => respond(event))
