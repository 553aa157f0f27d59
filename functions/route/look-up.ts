import type { ContactEvent } from '../../schemas/contact-event.ts'
import { compact } from '../core/compact.ts'
import type { Ledger, Row } from '../core/ledger.ts'
import { idApart, isSameMail } from './same-mail.ts'

/** What the ledger knows of an event's surroundings. */
export interface Known {
  /** The message that the event is about: its own, or a reaction's target. */
  readonly self: Row<'message'> | undefined
  readonly parent: Row<'message'> | undefined
  /** Conversation of a mail's parent: who is in it may join it. */
  readonly parentConversation: Row<'conversation'> | undefined
}

/**
 * Reads what is known of an event, and names its messages as the ledger does: an edited X post has an id for
 * each version, and replies and deletions may name any of them; a mail may bear the Message-ID of another.
 */
export async function lookUp(
  event: ContactEvent,
  ledger: Pick<Ledger, 'read'>,
): Promise<{ event: ContactEvent; known: Known }> {
  const own = event.message?.id ?? event.target?.messageId
  const version = event.message?.version
  const above = event.conversation.parentMessageId
  const [found, parent, versionRow] = await Promise.all([
    readMessage(own, ledger),
    above === own ? undefined : readMessage(above, ledger),
    version === own ? undefined : readMessage(version, ledger),
  ])
  const apart = found === undefined || isSameMail(event, found.row) ? undefined : idApart(event)
  const self = apart === undefined ? found : await readMessage(apart, ledger)
  const deletedAt = self?.row.deletedAt ?? versionRow?.row.deletedAt
  const inConversation = parent?.row.conversationId
  return {
    event: renamed(event, apart ?? self?.id, parent?.id),
    known: {
      self: deletedAt === undefined ? self?.row : { ...self?.row, deletedAt },
      parent: parent?.row,
      parentConversation:
        event.surface === 'email' && inConversation !== undefined
          ? await ledger.read('conversation', inConversation)
          : undefined,
    },
  }
}

async function readMessage(
  id: string | undefined,
  ledger: Pick<Ledger, 'read'>,
): Promise<{ id: string; row: Row<'message'> } | undefined> {
  if (id === undefined) return undefined
  const row = await ledger.read('message', id)
  if (row?.versionOf === undefined) return row && { id, row }
  const { versionOf, broughtBy, broughtAt } = row
  // Whoever names a version waits for that one.
  const brought = compact({ broughtBy, broughtAt })
  return { id: versionOf, row: { ...(await ledger.read('message', versionOf)), ...brought } }
}

function renamed(event: ContactEvent, own: string | undefined, above: string | undefined): ContactEvent {
  const { message, target, conversation } = event
  return {
    ...event,
    ...(message && own !== undefined && { message: { ...message, id: own } }),
    ...(target?.messageId !== undefined && own !== undefined && { target: { ...target, messageId: own } }),
    ...(above !== undefined && { conversation: { ...conversation, parentMessageId: above } }),
  }
}
