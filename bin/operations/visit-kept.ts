import { inflated, packArchived, unpackArchived } from '../../functions/core/archived-body.ts'
import { joinParts, type Part, splitBody } from '../../functions/core/combined-message.ts'
import { MalformedPayload, NotAccepted } from '../../functions/core/errors.ts'
import { toEscapedJson } from '../../functions/core/json.ts'
import { mapLimited } from '../../functions/core/map-limited.ts'
import { bodyKey, unpackEvent } from '../../functions/core/message-body.ts'
import type { ContactEvent } from '../../schemas/contact-event.ts'
import { maxArchiveDays } from '../../schemas/deployment.ts'
import { findParked } from './find-parked.ts'
import type { OperationsPorts } from './ports.ts'
import { removeParked } from './remove-parked.ts'
import type { ArchivedRow } from './replay-events.ts'

/** One event that is kept, and what can become of it. */
export interface Kept {
  readonly place: 'archived' | 'parked' | 'bodies'
  /** `undefined` where it cannot be read. */
  readonly event: ContactEvent | undefined
  readonly bytes: Uint8Array
  /** What its destination said, of what is parked; it goes with what it stands by. */
  readonly response?: string | undefined
  /** Takes it away; a body that a message on its way may need cannot be, unless it is unreadable anyway. */
  readonly remove?: () => Promise<void>
  readonly rewrite: (event: ContactEvent) => Promise<void>
}

/** Told how many were looked at, and of what is archived at which of how many hours it is. */
export type Tell = (looked: number, at?: { readonly hour: number; readonly of: number }) => void

const hourMs = 3_600_000
const maxVisits = 8
/** Each is sixteen queries: one after the other they would take minutes. */
const hoursAtOnce = 24

/**
 * Shows all events that are kept, eight at a time: archived, parked, and too large for a queue. It lists and reads all
 * that lies under `parked/` and `bodies/`.
 *
 * @param tell told how many it has looked at, and how far it is in what is archived
 */
export async function visitKept(
  ports: OperationsPorts,
  given: (kept: Kept) => Promise<void>,
  tell: Tell = () => {},
): Promise<void> {
  const { retained } = ports
  let looked = 0
  const visit = async (kept: Kept) => {
    looked += 1
    tell(looked)
    await given(kept)
  }
  const seen = new Set<string>()
  const hours = (await retained.archivedHours()) ?? possibleHours(ports)
  for (let at = 0; at < hours.length; at += hoursAtOnce) {
    tell(looked, { hour: at, of: hours.length })
    const lists = await Promise.all(hours.slice(at, at + hoursAtOnce).map((hour) => retained.archived(hour)))
    // Of what went to nobody there are no words.
    const told = lists.flat().filter(({ body }) => body !== '')
    await mapLimited(told, maxVisits, async (row) => {
      const key = keyIn(row.body)
      if (key !== undefined) seen.add(key)
      await visit(await archivedOf(row, ports))
    })
  }
  const rows = new Map((await findParked({}, ports)).map((row) => [row.body, row] as const))
  await mapLimited(await retained.objects('parked/'), maxVisits, async (key) => {
    const row = rows.get(key)
    const kept = await objectOf(key, 'parked', ports)
    const remove = async () => {
      if (row) await removeParked(row, ports)
      else await retained.removeObject(key)
    }
    const parts = kept && splitBody(Buffer.from(kept.bytes).toString())
    if (parts) await visitRecord({ key, parts, remove }, ports, visit)
    else if (kept) await visit({ ...kept, remove, response: await retained.remark(key) })
  })
  const bodies = (await retained.objects('bodies/')).filter((key) => !seen.has(key))
  await mapLimited(bodies, maxVisits, async (key) => {
    const kept = await objectOf(key, 'bodies', ports)
    // No event any more: its message is parked at once, where a missing body would hold up its conversation for days.
    const remove = () => ports.store.put(key, 'null', 'application/json')
    if (kept) await visit(kept.event ? kept : { ...kept, remove })
  })
}

interface ParkedRecord {
  readonly key: string
  readonly parts: readonly Part[]
  readonly remove: () => Promise<void>
}

/** Shows one by one what a function of an older release, which could not read the record, has parked as a whole. */
async function visitRecord(
  { key, parts, remove }: ParkedRecord,
  { store }: OperationsPorts,
  visit: (kept: Kept) => Promise<void>,
): Promise<void> {
  const left = new Map(parts.entries())
  const write = async () => {
    if (left.size === 0) return remove()
    await store.put(key, joinParts([...left.values()]), 'application/json')
  }
  for (const [index, { deduplicationId, body }] of parts.entries())
    await visit({
      place: 'parked',
      event: await read(unpackEvent(body, store)),
      bytes: Buffer.from(body),
      async remove() {
        left.delete(index)
        await write()
      },
      async rewrite(event) {
        left.set(index, { deduplicationId, body: toEscapedJson(event) })
        await write()
      },
    })
}

async function archivedOf(row: ArchivedRow, ports: OperationsPorts): Promise<Kept> {
  const { retained, store } = ports
  const large = keyIn(row.body)
  const forget = async () => {
    if (large !== undefined) await retained.removeObject(large)
  }
  return {
    place: 'archived',
    event: await read(unpackArchived(row.body, store)),
    bytes: Buffer.from(legible(row.body)),
    async remove() {
      await retained.removeArchived(row)
      await forget()
    },
    async rewrite(event) {
      const body = await packArchived(event, store)
      await retained.rewriteArchived(row, body)
      // An object is named by what is in it.
      if (keyIn(body) !== large) await forget()
    },
  }
}

async function objectOf(
  key: string,
  place: Kept['place'],
  ports: OperationsPorts,
): Promise<Kept | undefined> {
  const { store } = ports
  const bytes = await store.get(key)
  if (!bytes) return undefined
  return {
    place,
    event: await read(unpackEvent(Buffer.from(bytes).toString(), store)),
    bytes,
    rewrite: (event) => store.put(key, toEscapedJson(event), 'application/json'),
  }
}

async function read(unpacking: Promise<ContactEvent>): Promise<ContactEvent | undefined> {
  try {
    return await unpacking
  } catch (error) {
    if (error instanceof NotAccepted || error instanceof MalformedPayload) return undefined
    throw error
  }
}

/** What cannot be unpacked names nobody whom anybody could find. */
function legible(body: string): string {
  try {
    return inflated(body)
  } catch {
    return body
  }
}

function keyIn(body: string): string | undefined {
  try {
    return bodyKey(body)
  } catch {
    return undefined
  }
}

/**
 * From the oldest that may be there: `2026-11-21T19`. What is archived was received so many days before at most as a row
 * lives. It keeps the end that it was given, so that after a shorter `retention.archive` is deployed older ones lie there
 * for as long as the longest that can be set.
 */
function possibleHours({ now }: OperationsPorts): string[] {
  const count = (2 * maxArchiveDays + 1) * 24 + 1
  return Array.from({ length: count }, (_, back) =>
    new Date(now().getTime() + hourMs - back * hourMs).toISOString().slice(0, '2026-11-21T19'.length),
  ).reverse()
}
