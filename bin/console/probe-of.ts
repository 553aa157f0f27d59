import type { Deployment } from '../../schemas/deployment.ts'
import { openProbe, type ProbePlace } from '../operations/open-probe.ts'
import { probeDestination } from '../operations/probe-destination.ts'
import type { Probe } from './ask-destinations.ts'

/** Asks a destination as the command `probe` does. */
export function probeOf(place: ProbePlace, deployment: Deployment): Probe {
  return async (name) => {
    const config = deployment.destinations.find((each) => each.name === name)
    const ports = config && (await openProbe(config, deployment.name, place))
    return ports && probeDestination(ports)
  }
}
