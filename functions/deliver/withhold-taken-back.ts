import type { Person, RoutedEvent } from '../../schemas/contact-event.ts'
import type { Ledger } from '../core/ledger.ts'
import { withhold } from '../core/withhold.ts'

/** What was deleted while it waited goes out without its words, and what an erased person wrote also without the person. */
export async function withholdTakenBack(event: RoutedEvent, ledger: Ledger): Promise<RoutedEvent> {
  const [deleted, author, actor] = await Promise.all([
    wasDeleted(event, ledger),
    wasErased(event.author, event, ledger),
    wasErased(event.actor, event, ledger),
  ])
  const nameless: RoutedEvent = {
    ...event,
    ...(author && event.author && { author: idsOf(event.author) }),
    ...(actor && event.actor && { actor: idsOf(event.actor) }),
  }
  if (author) return withhold(nameless, 'erased')
  return deleted ? withhold(nameless, 'deleted') : nameless
}

/** The key of a person's `suppression` row. */
export function suppressionKey({ scope, id }: { scope?: string | undefined; id: string }): string {
  return `${scope ?? ''}#${id}`
}

/** The original of an edited message goes out as it was: its edit follows, in order. */
async function wasDeleted({ kind, message }: RoutedEvent, ledger: Ledger): Promise<boolean> {
  const speaks = kind === 'message.created' || kind === 'message.edited'
  if (!speaks || !message || message.withheld !== undefined) return false
  return (await ledger.read('message', message.id))?.deletedAt !== undefined
}

/** Since the event came in; a person who was erased may write again. */
async function wasErased(
  person: Person | undefined,
  { receivedAt }: RoutedEvent,
  ledger: Ledger,
): Promise<boolean> {
  if (person?.role !== 'customer' || person.id === undefined) return false
  const row = await ledger.read('suppression', suppressionKey({ scope: person.scope, id: person.id }))
  return row !== undefined && Date.parse(receivedAt) <= Date.parse(row.erasedAt)
}

/** By which the destination finds what it is to erase itself. */
function idsOf({ role, id, scope }: Person): Person {
  return { role, ...(id !== undefined && { id }), ...(scope !== undefined && { scope }) }
}
