import type { RebuiltBody } from '../../functions/contracts/destination.ts'
import type { RoutedEvent } from '../../schemas/contact-event.ts'
import type { Deployment } from '../../schemas/deployment.ts'
import type { Adapters } from '../deployment-checks/open-adapters.ts'

export type Rebuild = (destination: string, event: RoutedEvent) => Promise<RebuiltBody | undefined>

/** Asks the adapter of a destination what it makes of an event, as its settings are today. */
export function rebuildBody(deployment: Deployment, adapters: Pick<Adapters, 'destinations'>): Rebuild {
  return async (destination, event) => {
    const config = deployment.destinations.find(({ name }) => name === destination)
    const adapter = config && (await adapters.destinations[config.adapter]?.())
    return (await adapter?.operator?.())?.rebuild?.(event, config?.settings ?? {})
  }
}
