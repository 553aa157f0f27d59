import type { NormalizeResult } from '../../functions/contracts/platform.ts'
import { NotProven, UnsupportedMediaType } from '../../functions/core/errors.ts'
import { acceptanceGroup } from '../../functions/core/ids.ts'
import { packEvent } from '../../functions/core/message-body.ts'
import { ownAttachments } from '../../functions/ingest/own-attachments.ts'
import type { ContactEvent } from '../../schemas/contact-event.ts'
import type { Quarantined } from './find-quarantined.ts'
import type { OperationsPorts } from './ports.ts'
import { type Reader, readAgain } from './read-again.ts'
import { removeQuarantined } from './remove-quarantined.ts'
import { sendAgain } from './send-again.ts'

export interface QuarantineRetried {
  readonly item: Quarantined
  /** `read`: all of it. `partly_read`: it stays in quarantine for the rest. `not_taken`: by the queue, try again. */
  readonly outcome: 'read' | 'partly_read' | 'unread' | 'not_taken' | 'body_missing' | 'no_adapter'
  /** How many went to the queue; those that went the first time are recognised there and not sent on twice. */
  readonly events: number
  /** What today's adapter does not understand either; quotes nobody. */
  readonly unread: readonly { readonly what: string; readonly why: string }[]
}

export type FindReader = (platform: string) => Promise<Reader | undefined>

/**
 * Reads what is in quarantine with today's adapter and sends on what it understands. What is wholly understood
 * leaves quarantine; what is not, stays.
 */
export async function retryQuarantined(
  item: Quarantined,
  findReader: FindReader,
  ports: OperationsPorts,
  { dryRun = false }: { readonly dryRun?: boolean } = {},
): Promise<QuarantineRetried> {
  const reader = await findReader(item.platform)
  if (!reader) return { item, outcome: 'no_adapter', events: 0, unread: [] }
  const bytes = await ports.store.get(`${item.key}.body`)
  if (!bytes) return { item, outcome: 'body_missing', events: 0, unread: [] }
  let result: NormalizeResult
  try {
    result = ownAttachments(
      await readAgain(item, bytes, reader, { deployment: ports.deployment, now: ports.now() }),
    )
  } catch (error) {
    if (!(error instanceof NotProven || error instanceof UnsupportedMediaType)) throw error
    const why = `the adapter would refuse it (${error.code})`
    return { item, outcome: 'unread', events: 0, unread: [{ what: 'body', why }] }
  }
  const unread = result.quarantined.map(({ what, why }) => ({ what, why }))
  if (result.events.length + result.ignored.length + unread.length === 0)
    unread.push({ what: 'body', why: 'nothing in it that could be read' })

  if (!dryRun) {
    for (const { key, bytes, type } of result.objects) await ports.store.put(key, bytes, type)
    const { taken, refused } = await enqueue(result.events, ports)
    for (const id of refused) unread.push({ what: id, why: 'the queue will not take this message' })
    if (taken.size + refused.size < new Set(result.events.map(({ id }) => id)).size)
      return { item, outcome: 'not_taken', events: taken.size, unread }
    if (unread.length === 0) await removeQuarantined(item.key, ports)
  }
  return { item, outcome: outcomeOf(unread.length, result), events: result.events.length, unread }
}

function outcomeOf(unread: number, { events, ignored }: { events: unknown[]; ignored: unknown[] }) {
  if (unread === 0) return 'read'
  return events.length + ignored.length > 0 ? 'partly_read' : 'unread'
}

/** As ingest does: a first sending, by the event's own id. */
async function enqueue(events: readonly ContactEvent[], { queues, store }: OperationsPorts) {
  const queue = queues.get('contacts')
  if (!queue) throw new Error('there is no queue for contacts: check where the commands look')
  const messages = await Promise.all(
    events.map(async (event) => ({
      id: event.id,
      group: acceptanceGroup(event),
      body: await packEvent(event, 'contacts', store),
      deduplicationId: event.id,
    })),
  )
  return sendAgain(queue, messages, async () => {})
}
