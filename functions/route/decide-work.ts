import type { ContactEvent, Work } from '../../schemas/contact-event.ts'
import type { Row } from '../core/ledger.ts'
import { hasOthers } from './live-messages.ts'
import type { Known } from './look-up.ts'
import { isCopy } from './same-mail.ts'

type Decision = Pick<Work, 'effect' | 'reason'> & { reopen?: boolean }

/**
 * The ticket that an event belongs to: its conversation, plus the person where, in public, a message to the
 * company comes from someone other than who started the conversation.
 */
export function workKey(event: ContactEvent, { self, parent }: Known): string {
  if (self?.workKey !== undefined) return self.workKey
  const { id, startedBy } = event.conversation
  if (event.visibility === 'private') return id
  // Answers and help belong to the ticket of what they answer; under the company's own post they begin one.
  if (event.direction !== 'inbound') return (parent?.conversationId === id && parent.workKey) || id
  const person = event.author?.id
  return person === undefined || person === startedBy?.id ? id : `${id}#${person}`
}

/** What the event means for a person's work, before the rules have their say. */
export function decideWork(
  event: ContactEvent,
  known: Known,
  key: string,
  row: Row<'work'> | undefined,
): Work {
  const decision = decide(event, known, row, hasTicket(event, known, row))
  return { effect: decision.effect, key, reopen: decision.reopen ?? false, reason: decision.reason }
}

/** Whether an earlier event has opened the ticket. */
export function hasTicket(event: ContactEvent, { self }: Known, row: Row<'work'> | undefined): boolean {
  // The same mail for another mailbox opens a ticket where that one's destination has none yet.
  // Stryker disable next-line OptionalChaining: what is a copy has a row of the message.
  const openedBySame = isCopy(event, self) && row?.openedBy === self?.createdBy
  return row?.openedBy !== undefined && row.openedBy !== event.id && !openedBySame
}

function decide(
  event: ContactEvent,
  known: Known,
  row: Row<'work'> | undefined,
  ticketExists: boolean,
): Decision {
  switch (event.kind) {
    case 'message.created':
      return decideMessage(event, known, ticketExists)
    case 'message.deleted':
      return decideDeletion(event, known, row)
    case 'message.edited':
    case 'message.hidden':
    case 'message.unhidden':
    case 'message.attachments_changed':
      return isOwnUnanswered(event, known, ticketExists)
        ? { effect: 'none', reason: 'change of an own message that nobody has answered' }
        : { effect: 'append', reason: 'change of a message' }
    case 'conversation.started':
      return { effect: 'append', reason: 'context of a conversation that has yet to begin' }
    case 'contact.identity_changed':
    case 'contact.consent_changed':
    case 'contact.erasure_requested':
      return { effect: 'append', reason: 'concerns the person, not a message' }
    case 'receipt.failed':
      return decideFailure(event, known, row, ticketExists)
    default:
      return { effect: 'none', reason: 'asks nothing of a person' }
  }
}

function decideMessage(event: ContactEvent, known: Known, ticketExists: boolean): Decision {
  if (event.direction === 'outbound') {
    // The company's own acknowledgement of receipt is no answer.
    if (event.surface === 'email' && event.message?.automated !== undefined)
      return { effect: 'append', reason: 'automated message' }
    return isOwnUnanswered(event, known, ticketExists)
      ? { effect: 'none', reason: 'own message that nobody has answered' }
      : { effect: 'answer', reason: 'message by the company' }
  }
  if (event.standby) return { effect: 'append', reason: 'another app owns the thread' }
  if (event.message?.automated !== undefined) return { effect: 'append', reason: 'automated message' }
  if (event.direction === 'community')
    return { effect: 'append', reason: 'message from customer to customer' }
  if (event.message?.withheld === 'deleted') return { effect: 'append', reason: 'deleted before it arrived' }
  return ticketExists
    ? { effect: 'append', reopen: true, reason: 'customer message to the company' }
    : { effect: 'open', reason: 'customer message to the company' }
}

/**
 * Nobody but the company learns that an answer came back, and anyone can write such a report: it counts where it names
 * a mail that the company sent, else where it belongs to a ticket that is there, which takes its token, or the id of
 * what was answered and the customer's address. Of mail to many, thousands come back.
 */
function decideFailure(
  { surface }: ContactEvent,
  { self }: Known,
  row: Row<'work'> | undefined,
  ticketExists: boolean,
): Decision {
  const isOwn =
    self?.conversationId === undefined
      ? row?.openedBy !== undefined
      : self.direction === 'outbound' && self.toMany !== true
  if (surface !== 'email' || !isOwn) return { effect: 'none', reason: 'asks nothing of a person' }
  const reason = 'mail of the company that did not arrive'
  return ticketExists ? { effect: 'append', reopen: true, reason } : { effect: 'open', reason }
}

function decideDeletion(event: ContactEvent, { self }: Known, row: Row<'work'> | undefined): Decision {
  if (event.direction === 'outbound') return { effect: 'append', reason: 'deletion of an own message' }
  const wasWork = row?.openedBy !== undefined && self?.createdBy !== undefined && self.direction === 'inbound'
  const isNeeded =
    row?.answered === true || row?.countless === true || hasOthers(row ?? {}, event.message?.id)
  return wasWork && !isNeeded
    ? { effect: 'withdraw', reason: 'deleted before anybody answered' }
    : { effect: 'append', reason: 'deletion of a message' }
}

/** The company's post, or its comment under its own post: nobody waits for anything. */
function isOwnUnanswered(event: ContactEvent, { parent }: Known, ticketExists: boolean): boolean {
  if (event.direction !== 'outbound' || event.visibility !== 'public' || ticketExists) return false
  return event.conversation.parentMessageId === undefined || parent?.author?.role === 'company'
}
