import type { ContactEvent } from '../../schemas/contact-event.ts'
import type { Ledger, Row } from '../core/ledger.ts'
import { type Known, lookUp } from './look-up.ts'
import type { SeenRows } from './seen-rows.ts'

/** What the ledger knew of an event at one moment. */
export interface Around {
  readonly processed: Row<'processed'> | undefined
  readonly event: ContactEvent
  readonly known: Known
  readonly seen: SeenRows
}

/**
 * Reads all that an event is decided on. Mostly the payload tells the conversation, and its id names the ticket too:
 * these rows are read with the rest, so that there is nothing more to wait for.
 */
export async function lookAround(accepted: ContactEvent, seen: SeenRows): Promise<Around> {
  const { id } = accepted.conversation
  const [processed, found] = await Promise.all([
    seen.read('processed', accepted.id),
    lookUp(accepted, seen),
    seen.read('conversation', id),
    seen.read('work', id),
  ])
  return { processed, ...found, seen }
}

/**
 * Whether a deletion and its message may pass each other. Only where the deletion names nothing but the message do they
 * come in different order groups.
 */
export function mayPass({ kind, surface }: ContactEvent, { self }: Known): boolean {
  const isEither = bringsWords(kind) || kind === 'message.deleted'
  const isOneGroup = surface === 'direct_message' || surface === 'email'
  return isEither && !isOneGroup && self?.conversationId === undefined
}

/**
 * Whether they have: the deletion has left its mark since the message looked for one, or the message has come since the
 * deletion looked for it. Each writes first and looks then, so that one sees the other.
 */
export async function hasPassed(
  accepted: ContactEvent,
  before: Known,
  ledger: Pick<Ledger, 'read'>,
): Promise<boolean> {
  if (!mayPass(accepted, before)) return false
  const { self } = (await lookUp({ ...accepted, conversation: alone(accepted) }, ledger)).known
  return bringsWords(accepted.kind)
    ? self?.deletedAt !== before.self?.deletedAt
    : self?.broughtBy !== before.self?.broughtBy || self?.conversationId !== undefined
}

function bringsWords(kind: ContactEvent['kind']): boolean {
  return kind === 'message.created' || kind === 'message.edited'
}

/** What it answers is not looked at again. */
function alone({
  conversation: { parentMessageId: _, ...rest },
}: ContactEvent): ContactEvent['conversation'] {
  return rest
}
