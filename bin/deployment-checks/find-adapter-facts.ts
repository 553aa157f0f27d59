import type { AdapterFacts } from '../../lib/adapter-facts.ts'
import type { Deployment } from '../../schemas/deployment.ts'
import { findPermissions } from './find-permissions.ts'
import type { Adapters } from './open-adapters.ts'
import { findSecretShapes } from './secret-shapes.ts'

/** Platforms whose files are fetched with a secret. */
async function findFetchers({ platforms }: Deployment, known: Adapters): Promise<string[]> {
  const found: string[] = []
  for (const [name, { attachments }] of Object.entries(platforms)) {
    if (!attachments?.fetch) continue
    const adapter = await known.platforms[name]?.()
    if (adapter?.fetchAttachment) found.push(name)
  }
  return found
}

/**
 * What the constructs have to know of the adapters.
 *
 * @param deployment as `checkDeployment` returns it
 */
export async function findAdapterFacts(deployment: Deployment, adapters: Adapters): Promise<AdapterFacts> {
  const { files } = adapters
  const destinations = deployment.destinations.flatMap(({ name, adapter }) => {
    const file = files.destinations[adapter]
    return file === undefined ? [] : [[name, file] as const]
  })
  const permissions = await findPermissions(deployment, adapters)
  return {
    secretShapes: await findSecretShapes(deployment, adapters),
    permissions: Object.fromEntries(
      Object.entries(permissions).map(([name, allowed]) => [
        name,
        allowed.map(({ actions, resources }) => ({ actions: [...actions], resources: [...resources] })),
      ]),
    ),
    fetchers: await findFetchers(deployment, adapters),
    files: {
      platforms: { ...files.platforms },
      destinations: Object.fromEntries(destinations),
      routing: { ...files.routing },
    },
  }
}
