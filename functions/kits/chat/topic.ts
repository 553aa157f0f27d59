import type { Chat, Pending } from './chat.ts'
import type { HandedFile } from './hand-files.ts'
import type { Speaker } from './speaker.ts'

/**
 * The place of a messaging or ACD system where public contacts are heard, for one attempt at one event: a record of
 * all that is said, which asks nothing of anybody. What is to be answered is escalated to a conversation.
 *
 * The adapter adds messages and escalates one; the kit decides what is added, where in the thread it stands and what is
 * escalated, waits until it can be, and ends a conversation whose work is over. A system without such a place takes
 * public contacts as a `Chat` of their own, apart from private ones.
 */
export interface Topic extends Pick<Chat, 'limits' | 'read'> {
  /**
   * Adds an event's messages, all at once.
   *
   * @returns what the first is called, where that is told; `file_refused` where they may be taken with links in place
   * of their files
   */
  publish(messages: readonly TopicMessage[]): Promise<{ message?: string } | 'file_refused'>
  /** Makes a conversation of a message, once however often it is asked; missing where the kit escalates nothing. */
  escalate?(message: string): Promise<Escalated | Pending>
}

export interface TopicMessage {
  /** That of the original where it is one: the id by which replies name it. */
  readonly id: string
  readonly text: string
  readonly files: readonly HandedFile[]
  readonly speaker: Speaker
  readonly rootId: string
  readonly replyToId?: string
}

export interface Escalated {
  /** The conversation, where it is told. */
  readonly ticket?: string
  /** It was one already. */
  readonly again?: boolean
}
