import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { sdkTimeouts } from '../../functions/aws/sdk-timeouts.ts'
import { adapterSettings } from '../../functions/aws/secrets.ts'
import type { Clock } from '../../functions/core/ports.ts'
import { destinationAdapters } from '../../functions/destinations/index.ts'
import { createGuardedConnect } from '../../functions/outbound/guarded-connect.ts'
import { createGuardedFetch } from '../../functions/outbound/guarded-fetch.ts'
import { createTokenCache } from '../../functions/outbound/token-cache.ts'
import { type DestinationConfig, secretName } from '../../schemas/deployment.ts'
import { type Access, silent } from './open-site.ts'
import type { ProbePorts } from './probe-destination.ts'
import type { Site } from './site.ts'

/** What a probe of a destination needs, as deliver would have it; `undefined` where its adapter is missing. */
export async function openProbe(
  config: DestinationConfig,
  deploymentName: string,
  { site, access, now }: { readonly site: Site; readonly access: Access; readonly now: Clock },
): Promise<ProbePorts | undefined> {
  const adapter = await destinationAdapters[config.adapter]?.()
  if (!adapter) return undefined
  const { endpoints } = site
  const client = new SecretsManagerClient({
    ...sdkTimeouts,
    ...(site.region !== undefined && { region: site.region }),
    ...access,
    ...(endpoints && { endpoint: endpoints.secrets }),
  })
  const local = endpoints !== undefined
  const allowPrivateAddresses = local || config.allowPrivateAddresses
  return {
    adapter,
    config,
    settings: adapterSettings(
      adapter.settings,
      config.settings,
      secretName(deploymentName, 'destination', config.name),
      { telemetry: silent, now, client },
    ),
    tokens: createTokenCache(now),
    fetch: createGuardedFetch({ allowHttp: local, allowPrivateAddresses }),
    connect: createGuardedConnect({ allowPrivateAddresses }),
    now,
  }
}
