import type { RoutedEvent } from '../../../schemas/contact-event.ts'
import { DeliveryEnded } from '../../contracts/delivery-ended.ts'
import type { DeliveryOutcome, RemoteIds } from '../../contracts/destination.ts'
import { compact } from '../../core/compact.ts'
import type { PresentationOptions } from '../../presentation/present-event.ts'
import { asksForWork } from '../delivery/asks-for-work.ts'
import { failureOutcome } from '../http/http-outcome.ts'
import { RequestRefused } from '../http/request-refused.ts'
import { composeNote, type Note, type NoteLimits } from './compose-note.ts'
import type { Ticket, TicketAttempt, TicketChange, TicketSystem, Written } from './ticket-system.ts'

type Attempt = TicketAttempt<PresentationOptions>

/** Brings an event into the ticket of its work key, or into a new one where the company has to act. */
export async function deliverToTicket<Known extends Ticket>(
  attempt: Attempt,
  system: TicketSystem<Known>,
  limits: NoteLimits,
): Promise<DeliveryOutcome> {
  const { progress } = attempt
  const outcome = await fulfil(attempt, system, limits).catch((error: unknown) =>
    error instanceof DeliveryEnded ? error.outcome : failureOutcome(error),
  )
  return outcome.status === 'retry' && Object.keys(progress).length > 0 ? { ...outcome, progress } : outcome
}

async function fulfil<Known extends Ticket>(
  attempt: Attempt,
  system: TicketSystem<Known>,
  limits: NoteLimits,
): Promise<DeliveryOutcome> {
  const { event, context, degraded } = attempt
  const known = context.remote?.ticket
  const opens = asksForWork(event)
  if (known === undefined && !opens) return { status: 'delivered' }
  const delivered = (written: Written, note?: Note): DeliveryOutcome => {
    const codes = [...new Set([...(note?.degraded ?? []), ...degraded])]
    return {
      status: 'delivered',
      remote: remoteIds(written, system),
      ...(written.deduplicated && { deduplicated: true }),
      ...(codes.length > 0 && { degraded: codes }),
    }
  }
  const found = await findTicket(known, opens, system)
  const ticket = found && (await redactOriginal(found, attempt, system))
  if (ticket?.openedBy === context.idempotencyKey) {
    const earlier = await system.resume(ticket)
    if (earlier) return delivered({ ...earlier, deduplicated: true })
  }
  let missing: 'closed' | 'gone' = ticket ? 'closed' : 'gone'
  if (ticket && !(opens && ticket.state === 'final')) {
    const { result, note } = await sendNote(attempt, limits, (note) =>
      system.append(ticket, note, changeOf(event)),
    )
    if (typeof result === 'object') return delivered(result, note)
    missing = result
  }
  const closed = missing === 'closed' ? ticket?.id : undefined
  if (opens) {
    const { result, note } = await sendNote(attempt, limits, (note) => system.open(note, closed))
    return delivered(result, note)
  }
  degraded.add(`ticket_${missing}`)
  return closed === undefined
    ? { status: 'delivered', degraded: [...degraded] }
    : delivered({ ticket: closed })
}

/** The known one; where a person has to act and it takes no more, what the system has under the key, an open one first. */
async function findTicket<Known extends Ticket>(
  known: string | undefined,
  opens: boolean,
  system: TicketSystem<Known>,
): Promise<Known | undefined> {
  const ticket = known === undefined ? undefined : await system.read(known)
  if (!opens || (ticket && ticket.state !== 'final')) return ticket
  const other = await system.find()
  return other && (other.state !== 'final' || !ticket) ? other : ticket
}

async function redactOriginal<Known extends Ticket>(
  ticket: Known,
  { event, context: { original } }: Attempt,
  system: TicketSystem<Known>,
): Promise<Known> {
  const message = original?.message
  if (event.kind !== 'message.deleted' || message === undefined || !system.redact) return ticket
  return system.redact(ticket, { ticket: original?.ticket ?? ticket.id, message })
}

function changeOf(event: RoutedEvent): TicketChange | undefined {
  if (asksForWork(event)) return 'reopen'
  if (event.work.effect === 'answer') return 'answered'
  return event.work.effect === 'withdraw' ? 'withdrawn' : undefined
}

/** A web server before a system may take less than the system: what it finds too large goes once more, its files as links. */
async function sendNote<Result>(
  { event, context }: Attempt,
  limits: NoteLimits,
  send: (note: Note) => Promise<Result>,
): Promise<{ result: Result; note: Note }> {
  const note = await composeNote(event, context, limits)
  try {
    return { result: await send(note), note }
  } catch (error) {
    const tooLarge = error instanceof RequestRefused && error.status === 413
    if (!tooLarge || note.files.length === 0) throw error
    const smaller = await composeNote(event, context, { ...limits, files: { ...limits.files, maxCount: 0 } })
    return { result: await send(smaller), note: smaller }
  }
}

export function remoteIds({ ticket, message }: Written, system: Pick<TicketSystem, 'url'>): RemoteIds {
  return compact({ ticket, message, url: system.url(ticket, message) })
}
