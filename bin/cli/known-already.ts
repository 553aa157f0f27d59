import type { Adapters } from '../deployment-checks/open-adapters.ts'
import type { Senders } from '../local/senders/open-senders.ts'
import { openSite } from '../operations/open-site.ts'
import { findLocalRun } from './find-site.ts'
import { findAdapter, findSender } from './named-adapters.ts'
import { normalizePayload } from './normalize.ts'

const thisMachine = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * What tells whether a local run had accepted all events of a payload before a time; whoever posts it hears nothing of
 * that, as platforms do not. Where nobody can be asked it tells no.
 *
 * @param url where it is posted: a local run is asked on this machine alone
 */
export async function knownAlready(
  platform: string,
  adapters: Adapters & Senders,
  url: string,
): Promise<(payload: Uint8Array, before: Date) => Promise<boolean>> {
  const [adapter, sender] = await Promise.all([
    findAdapter(platform, adapters),
    findSender(platform, adapters),
  ])
  const { hostname, origin } = new URL(url)
  return async (payload, before) => {
    if (!thisMachine.has(hostname)) return false
    try {
      const { events } = await normalizePayload(adapter, sender, payload, before)
      const { site, deployment, access } = await findLocalRun(origin)
      const ports = openSite(site, deployment, access, () => new Date())
      try {
        const rows = await Promise.all(events.map(({ id }) => ports.ledger.read('processed', id)))
        return (
          rows.length > 0 &&
          rows.every((row) => row && Date.parse(row.receivedAt ?? row.at) < before.getTime())
        )
      } finally {
        ports.close()
      }
    } catch {
      return false
    }
  }
}
