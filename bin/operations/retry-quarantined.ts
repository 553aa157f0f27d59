import { acceptanceGroup } from '../../functions/core/ids.ts'
import { mapLimited } from '../../functions/core/map-limited.ts'
import { packEvent } from '../../functions/core/message-body.ts'
import { assignAttachments } from '../../functions/ingest/assign-attachments.ts'
import type { ContactEvent } from '../../schemas/contact-event.ts'
import type { FindPlatform } from './find-platform.ts'
import type { Quarantined } from './find-quarantined.ts'
import type { OperationsPorts } from './ports.ts'
import { readAgain } from './read-again.ts'
import { removeQuarantined } from './remove-quarantined.ts'
import { type Prepared, sendAgain } from './send-again.ts'

export interface QuarantineRetried {
  readonly item: Quarantined
  /** `read`: all of it. `partly_read`: it stays in quarantine for the rest. `not_taken`: by the queue, try again. */
  readonly outcome: 'read' | 'partly_read' | 'unread' | 'not_taken' | 'body_missing' | 'no_adapter'
  /** How many went to the queue; those that went the first time are recognised there and not sent on twice. */
  readonly events: number
  /** What today's adapter does not understand either; quotes nobody. */
  readonly unread: readonly { readonly what: string; readonly why: string }[]
}

/**
 * Reads what is in quarantine with today's adapter and sends on what it understands. What is wholly understood
 * leaves quarantine; what is not, stays.
 */
export async function retryQuarantined(
  item: Quarantined,
  findPlatform: FindPlatform,
  ports: OperationsPorts,
  { dryRun = false }: { readonly dryRun?: boolean } = {},
): Promise<QuarantineRetried> {
  const platform = await findPlatform(item.platform)
  if (!platform) return { item, outcome: 'no_adapter', events: 0, unread: [] }
  const bytes = await ports.store.get(`${item.key}.body`)
  if (!bytes) return { item, outcome: 'body_missing', events: 0, unread: [] }
  const result = assignAttachments(
    await readAgain(item, bytes, platform, ports.deployment),
    ports.deployment.attachments.scan,
  )
  const unread = result.quarantined.map(({ what, why }) => ({ what, why }))
  const understood = result.events.length + result.ignored.length
  if (understood + unread.length === 0) unread.push({ what: 'body', why: 'nothing in it that could be read' })

  if (!dryRun)
    await mapLimited(result.objects, maxPuts, ({ key, bytes, type }) => ports.store.put(key, bytes, type))
  const prepare = (event: ContactEvent) => prepareFirst(event, ports)
  const outcomes = await sendAgain(result.events, { placeOf: () => 'route', prepare, dryRun }, ports)
  const having = (wanted: string) => result.events.filter((event) => outcomes.get(event) === wanted)
  for (const { id } of having('refused'))
    unread.push({ what: id, why: 'the queue will not take this message' })
  if (having('not_taken').length > 0)
    return { item, outcome: 'not_taken', events: having('sent').length, unread }
  if (!dryRun && unread.length === 0) await removeQuarantined(item.key, ports)
  const outcome = unread.length === 0 ? 'read' : understood > 0 ? 'partly_read' : 'unread'
  return { item, outcome, events: result.events.length, unread }
}

const maxPuts = 16

/** As ingest sends it: by the event's own id, so that route recognises what went the first time. */
async function prepareFirst(event: ContactEvent, { store }: OperationsPorts): Promise<Prepared> {
  const body = await packEvent(event, 'contacts', store)
  return { message: { id: event.id, group: acceptanceGroup(event), body, deduplicationId: event.id } }
}
