import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { sdkTimeouts } from '../../functions/aws/sdk-timeouts.ts'
import { adapterSettings } from '../../functions/aws/secrets.ts'
import type { Platform } from '../../functions/contracts/platform.ts'
import type { ConnectionCheck } from '../../functions/contracts/platform-operator.ts'
import type { Clock } from '../../functions/core/ports.ts'
import { createGuardedFetch } from '../../functions/outbound/guarded-fetch.ts'
import { type Deployment, secretName } from '../../schemas/deployment.ts'
import { type Access, silent } from './open-site.ts'
import type { Site } from './site.ts'

/** For all questions of one look together. */
const lookMs = 30_000

export interface ConnectionPlace {
  readonly site: Site
  readonly access: Access
  readonly deployment: Pick<Deployment, 'name' | 'platforms'>
  readonly now: Clock
}

/** One platform's side of the connection. */
export interface Connection {
  /** @throws Misconfigured where the platform's secret cannot be used */
  check(): Promise<ConnectionCheck[]>
}

/**
 * @param credentials unchecked, as an operator wrote them
 * @returns `undefined` where the adapter has nothing that could be looked at; what is wrong with the credentials as text
 */
export async function openConnection(
  { adapter, credentials, webhookUrl }: { adapter: Platform; credentials: unknown; webhookUrl: string },
  { site, access, deployment, now }: ConnectionPlace,
): Promise<Connection | { readonly wrong: string } | undefined> {
  const operator = await adapter.operator?.()
  if (!operator) return undefined
  const given = operator.credentials.safeParse(credentials)
  if (!given.success)
    return {
      wrong: given.error.issues
        .map(({ path, message }) => `${path.join('.') || 'it'}: ${message}`)
        .join('; '),
    }
  const { endpoints } = site
  const client = new SecretsManagerClient({
    ...sdkTimeouts,
    ...(site.region !== undefined && { region: site.region }),
    ...access,
    ...(endpoints && { endpoint: endpoints.secrets }),
  })
  const settings = adapterSettings(
    adapter.settings,
    deployment.platforms[adapter.name]?.settings ?? {},
    secretName(deployment.name, 'platform', adapter.name),
    { telemetry: silent, now, client },
  )
  const fetch = createGuardedFetch()
  return {
    async check() {
      return operator.check({
        settings: await settings(),
        credentials: given.data,
        webhookUrl,
        fetch,
        signal: AbortSignal.timeout(lookMs),
        now,
      })
    },
  }
}
