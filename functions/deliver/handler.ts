import { setTimeout as sleep } from 'node:timers/promises'
import { deliverEnvironment } from '../../schemas/environment.ts'
import { readDeployment, readEnvironment } from '../aws/configuration.ts'
import { consumerHandler } from '../aws/consumer-handler.ts'
import { dynamoLedger } from '../aws/dynamo-ledger.ts'
import { ownDestination } from '../aws/own-adapter.ts'
import { s3Store } from '../aws/s3-store.ts'
import { adapterSettings } from '../aws/secrets.ts'
import { telemetry } from '../aws/telemetry.ts'
import { linkKeys } from '../core/attachment-link.ts'
import { Misconfigured } from '../core/errors.ts'
import { parkUnhandled } from '../core/park-unhandled.ts'
import { destinationAdapters } from '../destinations/index.ts'
import { createTokenCache } from '../outbound/token-cache.ts'
import { connectWhenUsed, fetchWhenUsed } from '../outbound/when-first-used.ts'
import { deliverEvent, wasSettled } from './deliver-event.ts'
import { holdMessage } from './health/circuit-breaker.ts'
import { createPacer, maxPaceMs } from './health/pacer.ts'
import { readQueuedEvent } from './read-queued-event.ts'

const environment = readEnvironment(deliverEnvironment)
const deployment = readDeployment(environment.DEPLOYMENT_FILE)
const now = () => new Date()

const config = deployment.destinations.find(({ name }) => name === environment.DESTINATION)
const adapter =
  config &&
  ((await ownDestination(config.adapter, environment.DEPLOYMENT_FILE)) ??
    (await destinationAdapters[config.adapter]?.()))
if (!config || !adapter)
  throw new Misconfigured('no_adapter', `no adapter for the destination ${environment.DESTINATION}`)

const ledger = dynamoLedger(environment.TABLE, deployment.retention, now)
const { certificateAuthority: ca } = config
const allowPrivateAddresses = environment.LOCAL_RUN || config.allowPrivateAddresses
const ports = {
  config,
  adapter,
  settings: adapterSettings(adapter.settings, config.settings, environment.SECRET_ID, { telemetry, now }),
  ledger,
  store: s3Store(environment.BUCKET),
  links: {
    baseUrl: environment.LINKS_BASE_URL,
    days: deployment.retention.attachments,
    keys: adapterSettings(linkKeys, {}, environment.LINKS_SECRET_ID, { telemetry, now }),
  },
  tokens: createTokenCache(now),
  fetch: fetchWhenUsed({ allowHttp: environment.LOCAL_RUN, allowPrivateAddresses, ...(ca && { ca }) }),
  connect: connectWhenUsed({ allowPrivateAddresses }),
  telemetry,
  pacer: createPacer({ config, ledger, now, random: Math.random }),
  sleep: (ms: number) => sleep(ms),
  now,
  random: Math.random,
  ...(environment.LOCAL_RUN && { showFailure }),
  retryCapSeconds: environment.RETRY_CAP_SECONDS,
  maxLatencyDays: deployment.retention.parked,
  claimMarginSeconds: environment.CLAIM_MARGIN_SECONDS,
}

export const handler = consumerHandler(
  environment.QUEUE_URL,
  (config.timeoutSeconds + 5) * 1000 + maxPaceMs,
  {
    ...ports,
    name: config.name,
    hold: (message) => holdMessage(message, ports),
    handle: async (message) => deliverEvent(await readQueuedEvent(message, ports.store), ports),
    isDone: (message) => wasSettled(message, ports),
    parkUnhandled: (message, code, mayRead) => parkUnhandled(ports, config.name, message, code, mayRead),
  },
)

function showFailure(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
}
