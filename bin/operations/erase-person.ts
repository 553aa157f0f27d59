import { isDeepStrictEqual } from 'node:util'
import { mapLimited } from '../../functions/core/map-limited.ts'
import type { PersonId } from '../../functions/core/person-key.ts'
import { type FindErasure, withholdErased } from '../../functions/core/withhold-erased.ts'
import { withholdPerson } from '../../functions/core/withhold-person.ts'
import { withoutAddresses } from '../../functions/core/without-addresses.ts'
import { fileKeys, forgetFiles } from '../../functions/fetch/forget-files.ts'
import type { ContactEvent } from '../../schemas/contact-event.ts'
import { isCollected } from '../../schemas/deployment.ts'
import { eraseIncoming } from './erase-incoming.ts'
import { forgetIn, isNamedInRequest, type KeptRequest, visitQuarantined } from './erase-quarantined.ts'
import type { FindPlatform } from './find-platform.ts'
import { hashesOf, isBy, isNamedIn, isToldBy, type KnownPerson, knownPerson, learn } from './known-person.ts'
import type { OperationsPorts } from './ports.ts'
import { type Tell, visitKept } from './visit-kept.ts'

/** How many of each there were, or would be. */
export interface ErasureReport {
  readonly archived: number
  readonly parked: number
  /** Messages too large for a queue, and mails that wait in the bucket or were announced. The first stay without the words, for what is on its way needs them. */
  readonly bodies: number
  readonly quarantined: number
  readonly attachments: number
  /** Events of others, the company's too, that named the person, quoted or answered. */
  readonly others: number
  /** Bodies that could not be read and name the person in no form that was looked for. */
  readonly unreadable: number
  /** How many events name somebody of that id, by scope ('' where there is none). */
  readonly scopes: Readonly<Record<string, number>>
}

export interface ErasurePorts extends OperationsPorts {
  readonly findPlatform: FindPlatform
  /** Until what was under way when the mark was set has come to its end. */
  readonly settle: (milliseconds: number) => Promise<void>
  /** Told how far it is in what is kept, which it reads twice. */
  readonly tell?: Tell
}

/** A run of route, and of what fetches files, ends after a minute; deliver parks at once what the destination has answered. */
const maxRunSeconds = 60
/** A run of what takes mails out of the bucket. */
const maxCollectSeconds = 120

/** How long a function may still write what it read before the mark. */
export function settleMs({ deployment }: Pick<OperationsPorts, 'deployment'>): number {
  const run = Object.values(deployment.platforms).some(isCollected) ? maxCollectSeconds : maxRunSeconds
  return (Math.max(run, ...deployment.destinations.map((each) => each.timeoutSeconds)) + 10) * 1000
}

/**
 * Removes what is kept of a person's words, name and addresses, and has what still waits go out without them. The mark
 * comes first: what is under way meanwhile meets it at its next step, and what has passed its last one is waited for.
 */
export async function erasePerson(
  person: PersonId,
  ports: ErasurePorts,
  { dryRun }: { readonly dryRun: boolean },
): Promise<ErasureReport> {
  const { ledger, now } = ports
  const known = knownPerson(person)
  const erasedAt = now().toISOString()
  if (!dryRun) await ledger.merge('suppression', known.key, { erasedAt })
  await learnAll(known, ports)
  if (dryRun) return eraseAll(known, erasedAt, ports, true)
  await ledger.merge('suppression', known.key, { erasedAt }, { add: { terms: hashesOf(known) } })
  await ports.settle(settleMs(ports))
  return eraseAll(known, erasedAt, ports, false)
}

async function learnAll(known: KnownPerson, ports: ErasurePorts): Promise<void> {
  await visitKept(
    ports,
    async ({ event }) => {
      if (event) learn(known, event)
    },
    ports.tell,
  )
  await visitQuarantined(ports, ports.findPlatform, async ({ events }) => {
    for (const event of events) learn(known, event)
  })
}

async function eraseAll(
  known: KnownPerson,
  erasedAt: string,
  ports: ErasurePorts,
  dryRun: boolean,
): Promise<ErasureReport> {
  const counts = { archived: 0, parked: 0, bodies: 0, quarantined: 0, others: 0, unreadable: 0 }
  const files = new Set(await ports.retained.objects(`attachments/${known.key}/`))
  const fetched = new Set<string>()
  const without = withholder(known, erasedAt, ports)
  const take = async (event: ContactEvent) => {
    for (const { key } of event.message?.attachments ?? []) if (key !== undefined) files.add(key)
    const row = await ports.ledger.read('attachments', event.id)
    if (!row) return
    fetched.add(event.id)
    for (const key of fileKeys(row)) files.add(key)
  }

  await visitKept(
    ports,
    async ({ place, event, bytes, response, remove, rewrite }) => {
      if (!event) {
        const named = isNamedIn(known, bytes)
        counts[named ? place : 'unreadable'] += 1
        if (named && !dryRun) await remove?.()
        return
      }
      const isQuoted = response !== undefined && isNamedIn(known, Buffer.from(response))
      const rest = (await without(event)) ?? (isQuoted ? event : undefined)
      if (rest === undefined) return
      const own = isBy(known, event)
      counts[own ? place : 'others'] += 1
      if (rest.message?.withheld === 'erased') await take(event)
      if (dryRun) return
      await (own && remove && !isOrder(event) ? remove() : rewrite(rest))
    },
    ports.tell,
  )
  try {
    // What is collected meanwhile, and not understood, is in quarantine when that is looked through.
    counts.bodies += await eraseIncoming(known, ports, dryRun)
  } finally {
    await visitQuarantined(ports, ports.findPlatform, visitRequest)
    if (!dryRun) await removeFiles()
  }
  return { ...counts, attachments: files.size, scopes: Object.fromEntries(known.scopes) }

  async function removeFiles(): Promise<void> {
    const remove = (key: string) => ports.retained.removeObject(key)
    await mapLimited([...files], 8, remove)
    await mapLimited([...fetched], 8, (eventId) => forgetFiles(eventId, ports.ledger, remove))
  }

  async function visitRequest(request: KeptRequest): Promise<void> {
    const rests = await Promise.all(request.events.map(without))
    if (rests.every((rest) => rest === undefined) && !isNamedInRequest(known, request)) return
    counts.quarantined += 1
    for (const [index, event] of request.events.entries())
      if (rests[index]?.message?.withheld === 'erased') await take(event)
    if (!dryRun) await forgetIn(known, request, ports)
  }
}

/** By which a destination erases what it has: it is to reach it still. */
function isOrder({ kind }: ContactEvent): boolean {
  return kind === 'message.deleted' || kind === 'contact.erasure_requested'
}

/** What is left of an event without the person; `undefined` where it has nothing of them. */
function withholder(known: KnownPerson, erasedAt: string, { ledger }: OperationsPorts) {
  const terms = new Set(hashesOf(known))
  const find: FindErasure = async (key) => (key === known.key ? { erasedAt, terms } : undefined)
  const unrelated = { author: false, actor: false, concerns: false, later: false, isErased: () => false }
  return async (event: ContactEvent): Promise<ContactEvent | undefined> => {
    const related = await withholdErased(event, ledger, find)
    const rest = withholdPerson(related, { ...unrelated, names: isToldBy(known) })
    const kept = withoutAddresses(rest)
    return isDeepStrictEqual(kept, event) ? undefined : kept
  }
}
