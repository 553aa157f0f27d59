import { Resolver } from 'node:dns/promises'
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { sdkTimeouts } from '../../functions/aws/sdk-timeouts.ts'
import { adapterSettings, type SecretPorts, storedCredentials } from '../../functions/aws/secrets.ts'
import { receiptRules } from '../../functions/aws/ses-receipt-rules.ts'
import type { Platform } from '../../functions/contracts/platform.ts'
import type { MailWay } from '../../functions/contracts/platform-operator.ts'
import type { Clock } from '../../functions/core/ports.ts'
import { createGuardedFetch } from '../../functions/outbound/guarded-fetch.ts'
import { type Connection, openConnection } from '../../functions/watch/open-connection.ts'
import { type Deployment, secretName } from '../../schemas/deployment.ts'
import { mailDomainsOf } from '../../schemas/watched.ts'
import { type Access, silent } from './open-site.ts'
import type { Site } from './site.ts'

export interface ConnectionPlace {
  readonly site: Site
  readonly access: Access
  readonly deployment: Pick<Deployment, 'name' | 'platforms'>
  readonly now: Clock
}

export interface ConnectionAsked {
  readonly adapter: Platform
  /** Unchecked, as an operator wrote them; `undefined` takes those of the stack's secret, where it has one. */
  readonly credentials: unknown
  readonly webhookUrl: string
}

/**
 * One platform's side of the connection, with an operator's rights.
 *
 * @returns `undefined` where the adapter has nothing that could be looked at; what is wrong with the credentials as text
 */
export async function openConnectionHere(
  { adapter, credentials, webhookUrl }: ConnectionAsked,
  place: ConnectionPlace,
): Promise<Connection | { readonly wrong: string } | undefined> {
  const { site, access, deployment, now } = place
  const { endpoints } = site
  const common = { ...sdkTimeouts, ...(site.region !== undefined && { region: site.region }), ...access }
  const client = new SecretsManagerClient({ ...common, ...(endpoints && { endpoint: endpoints.secrets }) })
  const ports: SecretPorts = { telemetry: silent, now, client }
  const config = deployment.platforms[adapter.name]
  const plain = config?.settings ?? {}
  const stored =
    credentials === undefined && config?.connection?.credentials === true && !endpoints
      ? await storedCredentials(secretName(deployment.name, 'connection', adapter.name), ports)
      : credentials
  return openConnection(
    {
      adapter,
      credentials: stored,
      settings: adapterSettings(
        adapter.settings,
        plain,
        secretName(deployment.name, 'platform', adapter.name),
        ports,
      ),
      plain,
      webhookUrl,
      mail: mailWayOf(adapter.name, place, { ...common, region: await client.config.region() }),
    },
    { fetch: createGuardedFetch(), now },
  )
}

/** A local run has no Amazon SES that would receive. */
function mailWayOf(
  platform: string,
  { site, deployment }: ConnectionPlace,
  access: Parameters<typeof receiptRules>[1],
): MailWay | undefined {
  const config = deployment.platforms[platform]
  if (!config) return undefined
  const resolver = new Resolver({ timeout: 3000, tries: 2 })
  return {
    domains: mailDomainsOf(config),
    resolveMx: (domain) => resolver.resolveMx(domain),
    ...(config.receiving &&
      !site.endpoints && {
        receipt: receiptRules({ name: deployment.name, platform, ruleSet: config.receiving.ruleSet }, access),
      }),
  }
}
