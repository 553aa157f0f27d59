import { createHash } from 'node:crypto'
import type { RoutedEvent } from '../../../schemas/contact-event.ts'
import type { RemoteIds } from '../../contracts/destination.ts'
import { compact } from '../../core/compact.ts'

export interface MailThread {
  /** The same for every attempt at the event. */
  readonly messageId: string
  /** Without brackets or anything that a rule could stumble over: the same for every mail of the `work.key`. */
  readonly thread: string
  /** Oldest first (RFC 5322, 3.6.4): what all mails of the `work.key` have in common comes first. */
  readonly references: readonly string[]
  /** A mail that was really sent. */
  readonly inReplyTo?: string
}

/**
 * Which thread a mail belongs to. The common root is made from the `work.key` and no mail bears it, so that mails
 * find together in whatever order they come; what follows it was sent, for systems that look up known mails.
 */
export function mailThread(
  event: RoutedEvent,
  context: { idempotencyKey: string; remote?: RemoteIds; original?: RemoteIds },
  domain: string,
): MailThread {
  const thread = createHash('sha256').update(`mail-thread\n${event.work.key}`).digest('hex').slice(0, 32)
  const sent = [context.remote?.ticket, context.original?.message].filter(
    (id): id is string => id !== undefined && messageId.test(id),
  )
  const inReplyTo = sent.at(-1)
  return compact({
    messageId: `<${context.idempotencyKey}@${domain}>`,
    thread,
    references: [...new Set([`<thread.${thread}@${domain}>`, ...sent])],
    inReplyTo,
  })
}

/** What comes back from the ledger or a server may be anything. */
const messageId = /^<[\x21-\x3b\x3d\x3f\x41-\x7e]+@[\x21-\x3b\x3d\x3f-\x7e]+>$/

/** Whether an event is a mail that this destination wrote, or that came out of its mailbox: it would go round. */
export function isOwnMail(
  event: RoutedEvent,
  own: { mailbox: string; from: string; domain: string },
): boolean {
  if (event.platform !== 'email') return false
  const same = (one: string | undefined, other: string) => one?.toLowerCase() === other.toLowerCase()
  const written = event.message?.id.toLowerCase() ?? ''
  return (
    same(event.account.id, own.mailbox) ||
    same(event.author?.email, own.from) ||
    (written.startsWith('email:<evt_') && written.endsWith(`@${own.domain.toLowerCase()}>`))
  )
}
