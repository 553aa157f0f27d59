import type { ContactEvent } from '../../schemas/contact-event.ts'
import type { Ledger, Row } from '../core/ledger.ts'

/** What the ledger knows of an event's surroundings. */
export interface Known {
  /** The message that the event is about: its own, or a reaction's target. */
  readonly self: Row<'message'> | undefined
  readonly parent: Row<'message'> | undefined
}

export async function lookUp(event: ContactEvent, ledger: Ledger): Promise<Known> {
  const own = event.message?.id ?? event.target?.messageId
  const { parentMessageId } = event.conversation
  const [self, parent] = await Promise.all([
    own === undefined ? undefined : ledger.read('message', own),
    parentMessageId === undefined || parentMessageId === own
      ? undefined
      : ledger.read('message', parentMessageId),
  ])
  return { self, parent }
}
