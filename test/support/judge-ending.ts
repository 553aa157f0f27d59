import { acceptanceGroup } from '../../functions/core/ids.ts'
import type { ContactEvent, RoutedEvent } from '../../schemas/contact-event.ts'
import type { Story } from './random-story.ts'
import type { Ending } from './routed-at-random.ts'

/** What comes first: what an event names, and what was accepted before it in its order group. */
export type Before = ReadonlyMap<string, ReadonlySet<string>>

export function whatComesFirst(story: Story): Before {
  const first = new Map<string, Set<string>>()
  const bringers = new Map<string, string>()
  const lastOf = new Map<string, string>()
  for (const event of story) {
    const { id, message, target, conversation } = event
    const named = [message?.id, target?.messageId, conversation.parentMessageId]
    const group = acceptanceGroup(event)
    const direct = [...named.flatMap((each) => bringers.get(each ?? '') ?? []), lastOf.get(group)]
    const all = direct.flatMap((each) => (each === undefined ? [] : [each, ...(first.get(each) ?? [])]))
    first.set(id, new Set(all))
    lastOf.set(group, id)
    // Every version of a message is the message.
    for (const version of [message?.id, message?.version])
      if (version !== undefined && !bringers.has(version)) bringers.set(version, id)
  }
  return first
}

/** A sentence for each thing that must never be, whatever the order. */
export function neverHappens(story: Story, { tickets, rows, queued, finished }: Ending): string[] {
  const found: string[] = []
  if (finished.length !== story.length) found.push(`${story.length - finished.length} events are not done`)
  const before = whatComesFirst(story)
  const conversationOf = new Map(queued.map(({ id, conversation }) => [id, conversation.id]))
  const place = new Map(queued.map(({ id }, index) => [id, index]))
  for (const { id } of story)
    for (const earlier of before.get(id) ?? [])
      if (
        conversationOf.get(earlier) === conversationOf.get(id) &&
        Number(place.get(earlier)) > Number(place.get(id))
      )
        found.push(`${id} is queued before ${earlier}`)
  const deleted = new Set(
    [...rows].flatMap(([key, row]) =>
      key.startsWith('message#') && row['deletedAt'] !== undefined ? [key.replace('message#', '')] : [],
    ),
  )
  for (const [key, { state, words, asked }] of tickets) {
    for (const [id, text] of words) if (text !== null && deleted.has(id)) found.push(`${id} stands in ${key}`)
    const standing = [...asked].filter((id) => words.get(id) !== null)
    if (state === 'withdrawn' && standing.length > 0)
      found.push(`${key} is withdrawn in spite of ${standing}`)
    // Where the company has answered, a deletion is only told.
    const isAnswered = rows.get(`work#${key}`)?.['answered'] === true
    if (state === 'open' && standing.length === 0 && !isAnswered)
      found.push(`${key} is open, and nobody waits in it`)
  }
  return found
}

/** What must be as it is one after the other; of words, only which are left. */
export function summary({ tickets, rows, queued }: Ending): unknown {
  const kept = (kind: string, names: readonly string[]) =>
    sorted(
      [...rows].flatMap(([key, row]) =>
        key.startsWith(`${kind}#`) ? [[key, names.map((name) => plain(row[name]))]] : [],
      ),
    )
  return {
    tickets: sorted(
      [...tickets].map(([key, { state, words, asked }]) => [
        key,
        state,
        sorted([...words].map(([id, text]) => [id, text])),
        [...asked].sort(),
      ]),
    ),
    work: kept('work', ['openedBy', 'liveMessages', 'answered']),
    conversations: kept('conversation', ['startedBy', 'members', 'newestAt']),
    decided: sorted(queued.map((event) => [event.id, ...decisions(event)])),
  }
}

function decisions({ kind, conversation, direction, work }: RoutedEvent): unknown[] {
  const place = [conversation.id, direction, work.key]
  // Whether a change of an own message is told depends on what happens beside it, and makes no ticket.
  return kind === 'message.created' || kind === 'message.deleted'
    ? [...place, work.effect, work.reopen]
    : place
}

const plain = (value: unknown) => (value instanceof Set ? [...value].sort() : (value ?? null))

function sorted(rows: unknown[][]): string[] {
  return rows.map((row) => JSON.stringify(row)).sort()
}

/** Orders of the story in which everything comes after what comes first, likely ones to begin with. */
export function* orders(story: Story, likely: readonly string[]): Generator<Story> {
  const before = whatComesFirst(story)
  const byId = new Map(story.map((event) => [event.id, event]))
  const rank = new Map(likely.map((id, index) => [id, index]))
  function* extend(done: readonly string[], left: readonly string[]): Generator<readonly string[]> {
    if (left.length === 0) yield done
    const placed = new Set(done)
    for (const id of left)
      if ([...(before.get(id) ?? [])].every((each) => placed.has(each)))
        yield* extend(
          [...done, id],
          left.filter((each) => each !== id),
        )
  }
  const ids = story.map(({ id }) => id).sort((one, other) => (rank.get(one) ?? 0) - (rank.get(other) ?? 0))
  for (const order of extend([], ids))
    yield order.flatMap((id) => [byId.get(id)].filter((event): event is ContactEvent => event !== undefined))
}
