import type { RoutedEvent } from '../../schemas/contact-event.ts'
import type { Ledger, Row } from '../core/ledger.ts'
import { settleAll } from '../core/settle-all.ts'
import type { Known } from './look-up.ts'
import { isToMany, newMembers } from './mail-people.ts'
import { broughtTo, isCopy } from './same-mail.ts'

/** A ticket is withdrawn only when all of its messages are gone; beyond so many it is not worth counting. */
const mostLive = 100

export interface Surroundings {
  readonly conversation: Row<'conversation'> | undefined
  readonly work: Row<'work'> | undefined
  /** Who gets the event. */
  readonly sentTo: readonly string[]
}

/** Writes down what later events need to know of this one; repeating it changes nothing. */
export async function remember(
  event: RoutedEvent,
  known: Known,
  surroundings: Surroundings,
  ledger: Ledger,
): Promise<void> {
  await settleAll([
    rememberMessage(event, known, surroundings.sentTo, ledger),
    rememberConversation(event, known, surroundings.conversation, ledger),
    rememberWork(event, surroundings, ledger),
  ])
}

async function rememberMessage(
  event: RoutedEvent,
  { self }: Known,
  sentTo: readonly string[],
  ledger: Ledger,
): Promise<void> {
  if (!event.message) return
  const { id, version } = event.message
  if (version !== undefined && version !== id) await ledger.merge('message', version, { versionOf: id })
  const fields: Partial<Row<'message'>> = {
    conversationId: event.conversation.id,
    workKey: event.work.key,
    surface: event.surface,
    direction: event.direction,
    sentTo: [...sentTo],
    ...(event.author?.id !== undefined && { author: { id: event.author.id, role: event.author.role } }),
    // A deletion that named another version of it came first.
    ...(self?.deletedAt !== undefined && { deletedAt: self.deletedAt }),
    ...(event.surface === 'email' && isToMany(event) && { toMany: true }),
    ...(event.message.digest !== undefined && { digest: event.message.digest }),
  }
  const brought = { broughtTo: sentTo.map((destination) => broughtTo(destination, event)) }
  // What the first of its events has told stays.
  if (isCopy(event, self)) return ledger.merge('message', id, {}, { add: brought })
  switch (event.kind) {
    case 'message.created':
      return ledger.merge(
        'message',
        id,
        { ...fields, createdBy: event.id },
        event.surface === 'email' ? { add: brought } : {},
      )
    case 'message.edited':
      return ledger.merge('message', id, {
        ...fields,
        ...(self?.createdBy === undefined && { editedFirst: true }),
      })
    case 'message.deleted':
      // Nothing else: a deletion knows less than its message has told or will tell.
      return ledger.merge('message', id, { deletedAt: event.receivedAt })
    default:
      return
  }
}

async function rememberConversation(
  event: RoutedEvent,
  { self }: Known,
  row: Row<'conversation'> | undefined,
  ledger: Ledger,
): Promise<void> {
  const { id, startedBy, late } = event.conversation
  const fields: Partial<Row<'conversation'>> = {
    ...(!late && { newestAt: earlier(event.occurredAt, event.receivedAt) }),
    ...(row?.startedBy === undefined && startedBy && { startedBy: omitUndefined(startedBy) }),
  }
  // A copy with other recipients is nobody's but a forger's.
  const members = event.surface === 'email' && !isCopy(event, self) ? newMembers(event, row?.members) : []
  if (Object.keys(fields).length > 0 || members.length > 0)
    await ledger.merge('conversation', id, fields, { add: { members } })
}

/** A mail from the future would make everything after it late. */
function earlier(one: string, other: string): string {
  return Date.parse(one) < Date.parse(other) ? one : other
}

async function rememberWork(
  event: RoutedEvent,
  { work: row, sentTo }: Surroundings,
  ledger: Ledger,
): Promise<void> {
  const { effect, key } = event.work
  const messageId = event.message?.id
  const live = row?.liveMessages ?? new Set()
  if (event.kind === 'message.deleted' && messageId !== undefined) {
    if (live.has(messageId)) await ledger.merge('work', key, {}, { remove: { liveMessages: [messageId] } })
    return
  }
  if (event.kind !== 'message.created' || messageId === undefined) return
  if (effect === 'answer') return ledger.merge('work', key, { answered: true })
  const isWork = effect === 'open' || (effect === 'append' && event.work.reopen)
  // A ticket that no destination was told to open does not exist.
  if (!isWork || sentTo.length === 0) return
  await ledger.merge('work', key, row?.openedBy === undefined ? { openedBy: event.id } : {}, {
    add: { liveMessages: live.size < mostLive ? [messageId] : [] },
  })
}

function omitUndefined(person: { id: string; role?: string | undefined }): { id: string; role?: string } {
  return person.role === undefined ? { id: person.id } : { id: person.id, role: person.role }
}
