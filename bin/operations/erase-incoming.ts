import * as z from 'zod'
import { parseJson } from '../../functions/core/json.ts'
import { incomingPrefix, isTicket, ticketOf } from '../../functions/ingest/incoming.ts'
import { isCollected } from '../../schemas/deployment.ts'
import type { FindPlatform } from './find-platform.ts'
import { isBy, type KnownPerson } from './known-person.ts'
import type { OperationsPorts } from './ports.ts'
import { readAgain } from './read-again.ts'

const ticket = z.object({ headers: z.record(z.string(), z.string()) })

/**
 * Removes mails that a person wrote and that still wait in the bucket. Those of others are collected, and lose then what
 * they say of the person.
 *
 * @returns how many there were, or would be
 */
export async function eraseIncoming(
  known: KnownPerson,
  ports: OperationsPorts & { readonly findPlatform: FindPlatform },
  dryRun: boolean,
): Promise<number> {
  const { deployment, retained, store } = ports
  let found = 0
  for (const [name, config] of Object.entries(deployment.platforms)) {
    const platform = isCollected(config) ? await ports.findPlatform(name) : undefined
    if (!platform) continue
    for (const key of (await retained.objects(incomingPrefix(name))).filter((each) => !isTicket(each))) {
      const body = await store.get(key)
      if (!body) continue
      const made = platform.announces ? await store.get(ticketOf(key)) : undefined
      const { headers = {} } = made ? ticket.parse(parseJson(made)) : {}
      const kept = {
        receivedAt: ports.now().toISOString(),
        headers: { 'content-type': 'message/rfc822', ...headers },
      }
      const { events } = await readAgain(kept, body, platform, deployment)
      if (events.length === 0 || !events.every((event) => isBy(known, event))) continue
      found += 1
      if (dryRun) continue
      await retained.removeObject(key)
      if (made) await retained.removeObject(ticketOf(key))
    }
  }
  return found
}
