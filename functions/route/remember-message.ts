import type { RoutedEvent } from '../../schemas/contact-event.ts'
import { compact } from '../core/compact.ts'
import type { Fields, Ledger } from '../core/ledger.ts'
import { ledgerId } from '../core/person-key.ts'
import type { Clock } from '../core/ports.ts'
import { settleAll } from '../core/settle-all.ts'
import { broughtBy } from './announce.ts'
import type { Known } from './look-up.ts'
import { isToMany } from './mail-people.ts'
import { broughtTo, isCopy } from './same-mail.ts'

/** Writes down what later events need to know of a message; repeating it changes nothing. */
export async function rememberMessage(
  event: RoutedEvent,
  { self }: Known,
  destinations: readonly string[],
  { ledger, now }: { readonly ledger: Ledger; readonly now: Clock },
): Promise<void> {
  if (!event.message) return
  const { id, version } = event.message
  const brought = { broughtTo: destinations.map((destination) => broughtTo(destination, event)) }
  // What the first of its events has told stays.
  if (isCopy(event, self)) return ledger.merge('message', id, {}, { add: { destinations, ...brought } })
  const writes: Promise<void>[] = []
  if (version !== undefined && version !== id)
    writes.push(ledger.merge('message', version, { versionOf: id, ...broughtBy(event.id, now) }))
  const sets = { add: { destinations } }
  switch (event.kind) {
    case 'message.created':
      writes.push(
        ledger.merge(
          'message',
          id,
          { ...told(event, self, now), ...tombstone(self), createdBy: event.id },
          event.surface === 'email' ? { add: { destinations, ...brought } } : sets,
        ),
      )
      break
    case 'message.edited':
      // An edit of a known message tells nothing new but who has it.
      writes.push(
        ledger.merge(
          'message',
          id,
          {
            ...(self?.conversationId === undefined && { ...told(event, self, now), editedFirst: true }),
            ...tombstone(self),
          },
          sets,
        ),
      )
      break
    case 'message.deleted':
      // Nothing else: a deletion knows less than its message has told or will tell.
      writes.push(ledger.merge('message', id, { deletedAt: event.receivedAt }))
  }
  await settleAll(writes)
}

function told(event: RoutedEvent, self: Known['self'], now: Clock): Fields<'message'> {
  const { conversation, work, surface, direction, author, message } = event
  return {
    ...compact({
      conversationId: conversation.id,
      workKey: work.key,
      surface,
      direction,
      author: author?.id === undefined ? undefined : { id: ledgerId(author.id), role: author.role },
      toMany: surface === 'email' && isToMany(event) ? true : undefined,
      digest: message?.digest,
    }),
    // Anew also where it was announced: since then it may have stood in the queue for hours, and it is being queued now.
    ...(self?.conversationId === undefined && broughtBy(event.id, now)),
  }
}

/** A deletion that named another version of it came first. */
function tombstone(self: Known['self']): Fields<'message'> {
  return self?.deletedAt === undefined ? {} : { deletedAt: self.deletedAt }
}
