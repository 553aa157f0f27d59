import { Resolver } from 'node:dns/promises'
import { watchEnvironment } from '../../schemas/environment.ts'
import { acceptingServices, learnsSilence, mailDomainsOf, watchesConnection } from '../../schemas/watched.ts'
import { acceptedByHour } from '../aws/accepted-by-hour.ts'
import { readDeployment, readEnvironment } from '../aws/configuration.ts'
import { lambdaHandler } from '../aws/lambda-handler.ts'
import { ownPlatform } from '../aws/own-adapter.ts'
import { sdkTimeouts } from '../aws/sdk-timeouts.ts'
import { adapterSettings, storedCredentials } from '../aws/secrets.ts'
import { receiptRules } from '../aws/ses-receipt-rules.ts'
import { telemetry } from '../aws/telemetry.ts'
import { fetchWhenUsed } from '../outbound/when-first-used.ts'
import { platformAdapters } from '../platforms/index.ts'
import { openConnection } from './open-connection.ts'
import { watchConnection } from './watch-connection.ts'
import { watchSilence } from './watch-silence.ts'

const environment = readEnvironment(watchEnvironment)
const deployment = readDeployment(environment.DEPLOYMENT_FILE)
const now = () => new Date()
const fetch = fetchWhenUsed({})
/** What is told after the last question. */
const reserveMs = 15_000

async function open(platform: string, end: AbortSignal) {
  const config = deployment.platforms[platform]
  const adapter =
    (await ownPlatform(config?.adapter, environment.DEPLOYMENT_FILE)) ??
    (await platformAdapters[platform]?.())
  if (!adapter || !config) return undefined
  const credentialsId = environment.CONNECTION_SECRET_IDS[platform]
  const secretId = environment.PLATFORM_SECRET_IDS[platform]
  const plain = config.settings
  const resolver = new Resolver({ timeout: 3000, tries: 2 })
  return openConnection(
    {
      adapter,
      credentials: credentialsId === undefined ? undefined : await storedCredentials(credentialsId),
      settings:
        secretId === undefined
          ? async () => plain
          : adapterSettings(adapter.settings, plain, secretId, { telemetry, now }),
      plain,
      webhookUrl: environment.WEBHOOK_URLS[platform] ?? '',
      mail: {
        domains: mailDomainsOf(config),
        resolveMx: (domain) => resolver.resolveMx(domain),
        ...(config.receiving && {
          receipt: receiptRules(
            { name: deployment.name, platform, ruleSet: config.receiving.ruleSet },
            sdkTimeouts,
          ),
        }),
      },
    },
    { fetch, now, end },
  )
}

/** Whatever the clock says: it looks at all there is. */
export const handler = lambdaHandler(async (_event: unknown, context): Promise<void> => {
  const end = AbortSignal.timeout(Math.max(1, context.getRemainingTimeInMillis() - reserveMs))
  await Promise.all(
    Object.entries(deployment.platforms).flatMap(([platform, config]) => [
      ...(watchesConnection(deployment, config)
        ? [
            watchConnection(
              {
                platform,
                open: () => open(platform, end),
                mends: config.connection?.mend === true,
              },
              { telemetry, now },
            ),
          ]
        : []),
      ...(learnsSilence(deployment, config)
        ? [
            watchSilence(platform, {
              accepted: (hours) =>
                acceptedByHour({
                  namespace: environment.POWERTOOLS_METRICS_NAMESPACE,
                  services: acceptingServices(platform, config),
                  hours,
                  now: now(),
                }),
              telemetry,
              now,
            }),
          ]
        : []),
    ]),
  )
})
