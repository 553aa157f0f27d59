import { pathToFileURL } from 'node:url'
import { secretFields } from '../../functions/core/settings.ts'
import { type Deployment, type DestinationConfig, linksSecretName } from '../../schemas/deployment.ts'
import type { Adapters } from '../deployment-checks/open-adapters.ts'
import { linkKey } from './link-key.ts'
import type { Senders } from './senders/open-senders.ts'
import { whereItGoes } from './where-it-goes.ts'

/** The demo CRM's secret: fixed, so that anyone can sign by hand. */
export const crmSecret = 'whsec_bG9jYWwtY3JtLXdlYmhvb2stc2VjcmV0LTMyYnl0ZXMu'

/** The demo CRM's time-out: long enough for its `slow`, short enough to wait for its `hang`. */
const demoSeconds = 5

export interface LocalDeployment {
  readonly deployment: Deployment
  /** Secret id to value, as the functions ask for them. */
  readonly secrets: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  /** Where each destination's events go, by name; those that the demo CRM stands in for are absent. */
  readonly places: Readonly<Record<string, string>>
  /** What differs from the deployment as it was written, a sentence each. */
  readonly notes: readonly string[]
}

export const platformSecretId = (name: string, platform: string) => `${name}/platform/${platform}`
export const destinationSecretId = (name: string, destination: string) => `${name}/destination/${destination}`

/**
 * The operator's deployment, fit for this machine: a destination with `local` settings uses them, every other is
 * the demo CRM under its name, so that all rules stay as they are.
 *
 * @param crmUrl where the demo CRM takes the events of that destination
 * @param key signs the links to attachments
 */
export async function toLocalDeployment(
  deployment: Deployment,
  adapters: Adapters & Pick<Senders, 'senders'>,
  crmUrl: (destination: string) => string,
  key = linkKey(),
): Promise<LocalDeployment> {
  const secrets: Record<string, Record<string, unknown>> = {
    [linksSecretName(deployment.name)]: { key },
  }
  for (const platform of Object.keys(deployment.platforms)) {
    const sender = await adapters.senders[platform]?.()
    if (!sender)
      throw new Error(`the platform "${platform}" has no local sender: add one to bin/local/senders`)
    secrets[platformSecretId(deployment.name, platform)] = sender.localSecrets
  }
  const notes: string[] = []
  const places: Record<string, string> = {}
  const destinations: DestinationConfig[] = []
  for (const destination of deployment.destinations) {
    const { name, adapter, local } = destination
    const { settings, secret } = local
      ? await splitSettings(adapter, local, adapters)
      : { settings: { url: crmUrl(name) }, secret: { signingSecrets: [crmSecret] } }
    if (!local && adapter !== 'webhook')
      notes.push(
        `destination "${name}" (${adapter}) has no \`local\` settings: the demo CRM stands in for it`,
      )
    secrets[destinationSecretId(deployment.name, name)] = secret
    if (local) places[name] = whereItGoes({ adapter, settings })
    destinations.push({
      ...destination,
      adapter: placeOf(adapter, adapters.files.destinations),
      settings,
      ...(!local && {
        adapter: 'webhook',
        allowPrivateAddresses: true,
        timeoutSeconds: Math.min(destination.timeoutSeconds, demoSeconds),
      }),
    })
  }
  const platforms = Object.entries(deployment.platforms).map(([name, platform]) => [
    name,
    {
      ...platform,
      ...(platform.adapter !== undefined && { adapter: placeOf(name, adapters.files.platforms) }),
    },
  ])
  const own = Object.entries(adapters.files.routing).map(([name, file]) => [name, pathToFileURL(file).href])
  const routing = { ...deployment.routing, ...Object.fromEntries(own) }
  return {
    deployment: { ...deployment, platforms: Object.fromEntries(platforms), destinations, routing },
    secrets,
    places,
    notes,
  }
}

/** As the functions import it: a built-in adapter by its name, one of one's own by its address. */
function placeOf(name: string, files: Readonly<Record<string, string>>): string {
  const file = files[name]
  return file === undefined ? name : pathToFileURL(file).href
}

/** `local` holds both; the functions look for the secret ones in the secret store. */
async function splitSettings(adapter: string, local: Record<string, unknown>, { destinations }: Adapters) {
  const loaded = await destinations[adapter]?.()
  const secretNames = new Set(loaded ? secretFields(loaded.settings) : [])
  const pick = (secret: boolean) =>
    Object.fromEntries(Object.entries(local).filter(([name]) => secretNames.has(name) === secret))
  return { settings: pick(false), secret: pick(true) }
}
