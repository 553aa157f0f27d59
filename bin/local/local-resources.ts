import type { IncomingMessage } from 'node:http'
import * as z from 'zod'
import { type Deployment, deployment } from '../../schemas/deployment.ts'
import { type Site, site } from '../operations/site.ts'

/** What `GET /local/resources` answers to programs on this machine; no secret is in it. */
export const localResources = z.object({
  site,
  /** As the functions of the local run have it. */
  deployment,
  /** Destinations without `local` settings, for which the demo CRM stands in. */
  standIns: z.array(z.string()),
})

export type LocalResources = z.infer<typeof localResources>

/** `local` settings of destinations hold secrets, and their other fields are in `settings` already. */
export function toLocalResources(place: Site, local: Deployment): LocalResources {
  const destinations = local.destinations.map(({ local: _, ...rest }) => rest)
  const standIns = local.destinations.filter((each) => !each.local).map(({ name }) => name)
  return { site: place, deployment: { ...local, destinations }, standIns }
}

const loopback = /^(127\.|::1$|::ffff:127\.)/

/** Whether a request comes from this machine. */
export function isFromThisMachine({ socket }: Pick<IncomingMessage, 'socket'>): boolean {
  return loopback.test(socket.remoteAddress ?? '')
}
