import * as z from 'zod'
import type { Platform } from '../../functions/contracts/platform.ts'
import type { Readable } from '../../functions/contracts/proven.ts'
import { parseJson } from '../../functions/core/json.ts'
import { personKey } from '../../functions/core/person-key.ts'
import { incomingPrefix, isPointer, isTicket, ticketOf } from '../../functions/ingest/incoming.ts'
import { readPointer } from '../../functions/ingest/pointer.ts'
import { isCollected } from '../../schemas/deployment.ts'
import type { FindPlatform } from './find-platform.ts'
import { isBy, isNamedIn, type KnownPerson } from './known-person.ts'
import type { OperationsPorts } from './ports.ts'
import { readAgain } from './read-again.ts'

const ticket = z.object({ headers: z.record(z.string(), z.string()) })

/**
 * Removes mails that a person wrote and that still wait in the bucket, and those that cannot be read and name the person:
 * these would go into quarantine as they are. Of a mail that is still to be fetched, what points to it goes where it says that
 * the person wrote. Those of others are collected, and lose then what they say of the person.
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
    const keys = await retained.objects(incomingPrefix(name))
    const mails = keys.filter((key) => !isTicket(key))
    found += await eraseTickets(known, name, mails, ports, dryRun)
    for (const key of mails) {
      const object = await store.get(key)
      if (!object) continue
      const made = platform.announces ? await store.get(ticketOf(key)) : undefined
      const waiting = readWaiting(key, object, made)
      const { body, headers } = waiting
      const kept = {
        receivedAt: ports.now().toISOString(),
        headers: { 'content-type': 'message/rfc822', ...headers },
      }
      const { events } = await readAgain(kept, body, platform, deployment)
      const isTheirs =
        events.length > 0
          ? events.every((event) => isBy(known, event))
          : isPointer(key)
            ? isWrittenBy(known, platform, waiting)
            : [body, Buffer.from(JSON.stringify(headers))].some((bytes) => isNamedIn(known, bytes))
      if (!isTheirs) continue
      found += 1
      if (dryRun) continue
      await retained.removeObject(key)
      if (made) await retained.removeObject(ticketOf(key))
    }
  }
  return found
}

interface Waiting {
  readonly body: Uint8Array
  readonly headers: Readonly<Record<string, string>>
}

/** What waits, and the headers to read it by. */
function readWaiting(key: string, object: Uint8Array, made: Uint8Array | undefined): Waiting {
  if (!isPointer(key)) return { body: object, ...(made ? ticket.parse(parseJson(made)) : { headers: {} }) }
  const { body, headers } = readPointer(object)
  return { body, headers: Object.fromEntries(headers) }
}

/** A pointer that names the person elsewhere is to a mail of somebody else, which nobody has read yet. */
function isWrittenBy(known: KnownPerson, platform: Platform, { body, headers }: Waiting): boolean {
  const pointer: Readable = { body, headers: new Headers(headers) }
  const id = platform.stored?.authorOf?.(pointer)
  return id !== undefined && personKey({ id }) === known.key
}

/** Milliseconds after which nothing comes any more to the address that a ticket was made for. */
const maxUploadMs = 3_600_000

/** Removes what was announced of the person, or for them, and never came. */
async function eraseTickets(
  known: KnownPerson,
  platform: string,
  mails: readonly string[],
  { retained, store, now }: OperationsPorts,
  dryRun: boolean,
): Promise<number> {
  const used = new Set(mails.map(ticketOf))
  const old = await retained.objects(incomingPrefix(platform), new Date(now().getTime() - maxUploadMs))
  let found = 0
  for (const key of old.filter((each) => isTicket(each) && !used.has(each))) {
    const bytes = await store.get(key)
    if (!bytes || !isNamedIn(known, bytes)) continue
    found += 1
    if (!dryRun) await retained.removeObject(key)
  }
  return found
}
