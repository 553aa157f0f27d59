import type { RoutedEvent } from '../../schemas/contact-event.ts'
import { compact } from '../core/compact.ts'
import type { Fields, Row, SetChanges, Sets } from '../core/ledger.ts'
import { ledgerId } from '../core/person-key.ts'
import type { Clock } from '../core/ports.ts'
import { broughtBy } from './announce.ts'
import type { Known } from './look-up.ts'
import { isToMany } from './mail-people.ts'
import { broughtTo, isCopy } from './same-mail.ts'

/** What is to be merged into a message's row. */
export interface MessageChange {
  readonly key: string
  readonly fields: Fields<'message'>
  readonly sets?: SetChanges<'message'>
}

/** What later events need to know of a message; to merge it again changes nothing. */
export function messageChanges(
  event: RoutedEvent,
  { self }: Known,
  destinations: readonly string[],
  now: Clock,
): MessageChange[] {
  if (!event.message) return []
  const { id, version } = event.message
  const brought = { broughtTo: destinations.map((destination) => broughtTo(destination, event)) }
  // What the first of its events has told stays.
  if (isCopy(event, self)) return [{ key: id, fields: {}, sets: { add: { destinations, ...brought } } }]
  const own = ownChange(event, self, destinations, now)
  if (version === undefined || version === id) return own ? [own] : []
  const ofVersion = { key: version, fields: { versionOf: id, ...broughtBy(event.id, now) } }
  return own ? [ofVersion, own] : [ofVersion]
}

function ownChange(
  event: RoutedEvent,
  self: Known['self'],
  destinations: readonly string[],
  now: Clock,
): MessageChange | undefined {
  const { id: key } = event.message ?? {}
  if (key === undefined) return undefined
  const brought = { broughtTo: destinations.map((destination) => broughtTo(destination, event)) }
  switch (event.kind) {
    case 'message.created':
      return {
        key,
        fields: { ...told(event, self, now), ...tombstone(self), createdBy: event.id },
        sets: { add: event.surface === 'email' ? { destinations, ...brought } : { destinations } },
      }
    case 'message.edited':
      // An edit of a known message tells nothing new but who has it.
      return {
        key,
        fields: {
          ...(self?.conversationId === undefined && { ...told(event, self, now), editedFirst: true }),
          ...tombstone(self),
        },
        sets: { add: { destinations } },
      }
    case 'message.deleted':
      // Nothing else: a deletion knows less than its message has told or will tell.
      return { key, fields: { deletedAt: event.receivedAt } }
    default:
      return undefined
  }
}

/** A message's row once it is merged. */
export function withChange(
  row: Row<'message'> | undefined,
  { fields, sets: { add } = {} }: MessageChange,
): Row<'message'> {
  const added = Object.entries(add ?? {}).flatMap(([name, elements]) =>
    // The table has no empty set.
    elements.length === 0
      ? []
      : [[name, new Set([...(row?.[name as keyof Sets<'message'>] ?? []), ...elements])]],
  )
  return { ...row, ...fields, ...Object.fromEntries(added) }
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
