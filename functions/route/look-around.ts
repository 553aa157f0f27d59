import type { ContactEvent } from '../../schemas/contact-event.ts'
import type { Ledger, Row } from '../core/ledger.ts'
import { type Known, lookUp } from './look-up.ts'

type Shared = 'conversation' | 'work'

/** What the ledger knew of an event at one moment. */
export interface Around {
  readonly processed: Row<'processed'> | undefined
  readonly event: ContactEvent
  readonly known: Known
  /** Reads a row that may have been read with the others. */
  near<K extends Shared>(kind: K, key: string): Promise<Row<K> | undefined>
}

/**
 * Reads all that an event is decided on. Mostly the payload tells the conversation, and its id names the ticket too:
 * these rows are read with the rest, so that there is nothing more to wait for.
 */
export async function lookAround(accepted: ContactEvent, ledger: Ledger): Promise<Around> {
  const { id } = accepted.conversation
  const [processed, found, conversation, work] = await Promise.all([
    ledger.read('processed', accepted.id),
    lookUp(accepted, ledger),
    ledger.read('conversation', id),
    ledger.read('work', id),
  ])
  const read: { [K in Shared]: Row<K> | undefined } = { conversation, work }
  return {
    processed,
    ...found,
    near: async (kind, key) => (key === id ? read[kind] : ledger.read(kind, key)),
  }
}

/**
 * Whether a deletion and its message have passed each other: it has left its mark since the message looked for one, or
 * the message has come since the deletion looked for it. Each writes first and looks then, so that one sees the other.
 * Only where the deletion names nothing but the message do they come in different order groups.
 */
export async function hasMoved(accepted: ContactEvent, before: Known, ledger: Ledger): Promise<boolean> {
  const { kind, surface } = accepted
  const isWord = kind === 'message.created' || kind === 'message.edited'
  const mayMeet =
    (isWord || kind === 'message.deleted') && surface !== 'direct_message' && surface !== 'email'
  if (!mayMeet || before.self?.conversationId !== undefined) return false
  const { self } = (await lookUp(accepted, ledger)).known
  return isWord
    ? self?.deletedAt !== before.self?.deletedAt
    : self?.broughtBy !== before.self?.broughtBy || self?.conversationId !== undefined
}
