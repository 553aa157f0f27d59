import type { Platform } from '../../functions/contracts/platform.ts'
import { parseJson } from '../../functions/core/json.ts'
import { mapLimited } from '../../functions/core/map-limited.ts'
import { type HasTerm, namesAny } from '../../functions/core/person-terms.ts'
import type { ContactEvent } from '../../schemas/contact-event.ts'
import type { FindPlatform } from './find-platform.ts'
import { findQuarantined, type Quarantined } from './find-quarantined.ts'
import { isNamedIn, type KnownPerson } from './known-person.ts'
import type { OperationsPorts } from './ports.ts'
import { readAgain } from './read-again.ts'
import { removeQuarantined } from './remove-quarantined.ts'

/** A request in quarantine, and what today's adapter makes of it. */
export interface KeptRequest {
  readonly item: Quarantined
  readonly bytes: Uint8Array
  readonly events: readonly ContactEvent[]
}

/** Shows all that is in quarantine, four at a time. */
export async function visitQuarantined(
  ports: OperationsPorts,
  findPlatform: FindPlatform,
  visit: (request: KeptRequest) => Promise<void>,
): Promise<void> {
  await mapLimited(await findQuarantined({}, ports), 4, async (item) => {
    const bytes = await ports.store.get(`${item.key}.body`)
    if (!bytes) return
    const platform = await findPlatform(item.platform)
    await visit({ item, bytes, events: platform ? await eventsOf(item, bytes, platform, ports) : [] })
  })
}

async function eventsOf(
  item: Quarantined,
  bytes: Uint8Array,
  platform: Platform,
  { deployment }: OperationsPorts,
): Promise<ContactEvent[]> {
  try {
    return (await readAgain(item, bytes, platform, deployment)).events
  } catch {
    // What no adapter reads is searched as it is.
    return []
  }
}

export function isNamedInRequest(known: KnownPerson, { item, bytes }: KeptRequest): boolean {
  return isNamedIn(known, bytes) || isNamedIn(known, Buffer.from(JSON.stringify(item.headers)))
}

/** Takes the person's part out of a request with other people's; a request of one part goes as a whole. */
export async function forgetIn(
  known: KnownPerson,
  { item, bytes }: KeptRequest,
  ports: OperationsPorts,
): Promise<void> {
  const rest = withoutParts(bytes, (term) => known.terms.has(term))
  if (rest === undefined || isNamedIn(known, rest)) return removeQuarantined(item.key, ports)
  await ports.store.put(`${item.key}.body`, rest, 'application/octet-stream')
}

/** JSON without the innermost list elements that name somebody; `undefined` where nothing is left of it. */
function withoutParts(bytes: Uint8Array, has: HasTerm): Uint8Array | undefined {
  let value: unknown
  try {
    value = parseJson(bytes)
  } catch {
    return undefined
  }
  const names = (each: unknown) => namesAny(JSON.stringify(each) ?? '', has)
  const rest = prune(value, names, 0)
  return names(rest) || !hasElements(rest) ? undefined : Buffer.from(JSON.stringify(rest))
}

const maxDepth = 20

function prune(value: unknown, names: (value: unknown) => boolean, depth: number): unknown {
  if (typeof value !== 'object' || value === null || depth > maxDepth) return value
  if (!Array.isArray(value))
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [key, prune(each, names, depth + 1)]),
    )
  return value.flatMap((each: unknown) => {
    if (!names(each)) return [each]
    const inner = prune(each, names, depth + 1)
    return names(inner) || !hasElements(inner) ? [] : [inner]
  })
}

/** Whether a list in it, at any depth, has an element. */
function hasElements(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0
  return typeof value === 'object' && value !== null && Object.values(value).some(hasElements)
}
