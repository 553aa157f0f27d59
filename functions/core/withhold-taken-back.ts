import type { ContactEvent } from '../../schemas/contact-event.ts'
import type { Ledger } from './ledger.ts'
import { withhold } from './withhold.ts'
import { erasuresOf, type People, peopleOf, withholdErasedOf } from './withhold-erased.ts'

/**
 * What was deleted while it waited goes out without its words, and what an erased person wrote also without the person.
 *
 * @param people who belong to the event, where that was asked before
 */
export async function withholdTakenBack<Event extends ContactEvent>(
  event: Event,
  ledger: Pick<Ledger, 'read'>,
  people: Promise<People> = peopleOf(event, ledger),
): Promise<Event> {
  const [deleted, nameless] = await Promise.all([
    wasDeleted(event, ledger),
    people.then((known) => withholdErasedOf(known, event, erasuresOf(ledger))),
  ])
  return deleted && nameless.message?.withheld === undefined ? withhold(nameless, 'deleted') : nameless
}

/** Kinds that bring words or files of a message. */
const brings = new Set<ContactEvent['kind']>([
  'message.created',
  'message.edited',
  'message.attachments_changed',
])

/** The original of an edited message goes out as it was: its edit follows, in order. */
async function wasDeleted({ kind, message }: ContactEvent, ledger: Pick<Ledger, 'read'>): Promise<boolean> {
  if (!brings.has(kind) || !message || message.withheld !== undefined) return false
  return (await ledger.read('message', message.id))?.deletedAt !== undefined
}
