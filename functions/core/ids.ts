import { createHash } from 'node:crypto'
import type { ContactEvent } from '../../schemas/contact-event.ts'

/** Lower-case hex SHA-256. */
export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex')
}

/**
 * The deterministic id of a contact event: the same native thing gives the same id.
 *
 * @param parts what makes it that thing and no other: platform, account, kind, native ids, version.
 */
export function eventId(...parts: readonly (string | undefined)[]): string {
  return `evt_${sha256(JSON.stringify(parts.map((part) => part ?? null))).slice(0, 32)}`
}

/**
 * The order group of an event before its conversation is known: all that hangs under one post, one
 * direct-message pair, one mail thread. SQS takes 128 ASCII characters, hence a hash.
 */
export function acceptanceGroup(event: ContactEvent): string {
  return sha256(event.conversation.rootMessageId ?? event.conversation.id)
}

/** The order group of an event on its way to a destination: its resolved conversation. */
export function conversationGroup(event: ContactEvent): string {
  return sha256(event.conversation.id)
}

/** What a log calls a conversation: its id may hold that of a person. */
export function conversationKey(event: ContactEvent): string {
  return conversationGroup(event).slice(0, 16)
}
