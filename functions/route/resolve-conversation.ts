import type { ContactEvent, Direction } from '../../schemas/contact-event.ts'
import type { Row } from '../core/ledger.ts'
import { isHashed, ledgerId } from '../core/person-key.ts'
import { withhold } from '../core/withhold.ts'
import type { Known } from './look-up.ts'
import { joinsParent } from './mail-people.ts'

/**
 * The id of the conversation that an event belongs to, as far as the ledger knows more than the payload:
 * an edit or reaction goes where its message went, a reply where its parent went. Only the company's own
 * post is no conversation for what hangs under it: ten thousand comments are not one ticket.
 */
export function resolveConversationId(event: ContactEvent, known: Known): string {
  const { self, parent } = known
  if (self?.conversationId !== undefined && isAbout(event, self)) return self.conversationId
  if (parent?.conversationId === undefined || event.surface === 'direct_message') return event.conversation.id
  if (event.surface === 'email')
    return joinsParent(event, known) ? parent.conversationId : event.conversation.id
  const underOwnPost = parent.author?.role === 'company' && parent.surface === 'post'
  return underOwnPost ? event.conversation.id : parent.conversationId
}

/** Whether the event goes where its message went. Anyone can send a delivery report; only the company's mails are returned to it. */
function isAbout({ surface, message }: ContactEvent, self: Row<'message'>): boolean {
  return surface !== 'email' || message !== undefined || self.direction === 'outbound'
}

/** The event in its resolved conversation: who started it, who speaks to whom, whether it comes late. */
export function resolveEvent(
  event: ContactEvent,
  known: Known,
  id: string,
  row: Row<'conversation'> | undefined,
): ContactEvent {
  const startedBy = row?.startedBy
    ? inWords(row.startedBy, event)
    : id === event.conversation.id
      ? event.conversation.startedBy
      : undefined
  const { startedBy: _, ...given } = event.conversation
  const late = row?.newestAt !== undefined && Date.parse(row.newestAt) > Date.parse(event.occurredAt)
  const resolved: ContactEvent = {
    ...event,
    direction: resolveDirection(event, known),
    conversation: {
      ...given,
      id,
      ...(startedBy && { startedBy: startedBy as NonNullable<typeof event.conversation.startedBy> }),
      ...(late && { late }),
    },
  }
  if (!brings.has(event.kind)) return resolved
  if (known.self?.deletedAt !== undefined) return withhold(resolved, 'deleted')
  // The edit came first and has the newer text.
  if (event.kind === 'message.created' && known.self?.editedFirst === true)
    return withhold(resolved, 'edited')
  return resolved
}

/** Kinds that bring words or files of a message. */
const brings = new Set<ContactEvent['kind']>([
  'message.created',
  'message.edited',
  'message.attachments_changed',
])

/** The ledger knows an address by its hash only, and the event may have it. */
function inWords(
  startedBy: NonNullable<Row<'conversation'>['startedBy']>,
  { author, recipients = [], conversation }: ContactEvent,
): Row<'conversation'>['startedBy'] {
  const told = [author?.id, conversation.startedBy?.id, ...recipients.map(({ id, email }) => id ?? email)]
  const id = told.find((each) => each !== undefined && ledgerId(each) === startedBy.id)
  if (id !== undefined) return { ...startedBy, id }
  return isHashed(startedBy.id) ? undefined : startedBy
}

/** Customers who answer each other talk past the company unless they name it. */
function resolveDirection(event: ContactEvent, { self, parent }: Known): Direction {
  if (event.direction !== 'inbound' || event.visibility !== 'public') return event.direction
  // What was decided for a message holds for its repetition, edit and deletion.
  if (event.message && (self?.direction === 'community' || self?.direction === 'inbound'))
    return self.direction
  const toAnotherCustomer =
    parent?.author?.role === 'customer' &&
    event.author?.id !== undefined &&
    parent.author.id !== ledgerId(event.author.id)
  return toAnotherCustomer && !namesCompany(event) ? 'community' : 'inbound'
}

function namesCompany(event: ContactEvent): boolean {
  if (event.addressing === 'mention') return true
  return event.message?.mentions?.some(({ id }) => id === event.account.id) ?? false
}
