import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { sdkTimeouts } from '../../functions/aws/sdk-timeouts.ts'
import { adapterSettings } from '../../functions/aws/secrets.ts'
import type { Clock } from '../../functions/core/ports.ts'
import { createGuardedConnect } from '../../functions/outbound/guarded-connect.ts'
import { createGuardedFetch } from '../../functions/outbound/guarded-fetch.ts'
import { createTokenCache } from '../../functions/outbound/token-cache.ts'
import { type DestinationConfig, secretName } from '../../schemas/deployment.ts'
import type { Adapters } from '../deployment-checks/open-adapters.ts'
import { type Access, silent } from './open-site.ts'
import type { ProbePorts } from './probe-destination.ts'
import type { Site } from './site.ts'

export interface ProbePlace {
  readonly site: Site
  readonly access: Access
  readonly adapters: Pick<Adapters, 'destinations'>
  readonly now: Clock
}

/** What a probe of a destination needs, as deliver would have it; `undefined` where its adapter is missing. */
export async function openProbe(
  config: DestinationConfig,
  deploymentName: string,
  { site, access, adapters, now }: ProbePlace,
): Promise<ProbePorts | undefined> {
  const adapter = await adapters.destinations[config.adapter]?.()
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
    fetch: createGuardedFetch({
      allowHttp: local,
      allowPrivateAddresses,
      ...(config.certificateAuthority && { ca: config.certificateAuthority }),
    }),
    connect: createGuardedConnect({ allowPrivateAddresses }),
    now,
  }
}
