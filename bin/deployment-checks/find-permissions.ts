import type { Permission } from '../../functions/contracts/destination.ts'
import type { Deployment } from '../../schemas/deployment.ts'
import { type Registries, registries } from './adapter-mistakes.ts'

/**
 * What the adapters need to be allowed in AWS, by destination; each with the settings of the deployment file.
 *
 * @param deployment as `checkDeployment` returns it
 */
export async function findPermissions(
  { destinations }: Pick<Deployment, 'destinations'>,
  known: Pick<Registries, 'destinations'> = registries,
): Promise<Record<string, readonly Permission[]>> {
  const found: Record<string, readonly Permission[]> = {}
  for (const { name, adapter: kind, settings } of destinations) {
    const adapter = await known.destinations[kind]?.()
    const operator = await adapter?.operator?.()
    found[name] = operator?.permissions?.(settings) ?? []
  }
  return found
}
