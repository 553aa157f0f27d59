import type { MessageLimits, Pending } from './chat.ts'
import type { HandedFile } from './hand-files.ts'
import type { Speaker } from './speaker.ts'

/**
 * Where public contacts are said, for one attempt at one event: a record of all, which asks nothing of anybody. What is
 * to be answered is escalated to a conversation.
 */
export interface Topic {
  readonly limits: MessageLimits
  /**
   * Adds an event's messages, all at once.
   *
   * @returns what the first is called, where that is told; `file_refused` where they may be taken with links in place
   * of their files
   */
  publish(messages: readonly TopicMessage[]): Promise<{ message?: string } | 'file_refused'>
  /** Makes a conversation of a message, once however often it is asked; missing where nothing is to be escalated. */
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
