import type { HandedFile } from './hand-files.ts'
import type { Speaker } from './speaker.ts'

/** Where messages of customers go, for one attempt at one event. */
export interface Chat {
  readonly limits: MessageLimits
  /**
   * Begins a conversation and says its id: for a system that begins none by itself at a message. Asked again for the
   * same event it answers with the same one, unless that has ended.
   */
  open?(speaker: Speaker): Promise<string>
  /**
   * @returns `file_refused` where the same message may be taken with a link in place of its file; `over` where the
   * conversation that it names takes nothing any more
   */
  send(message: ChatMessage): Promise<Taken | 'file_refused' | 'over'>
  /** Looks whether an accepted message has come to be: for a system that takes some before they are. */
  confirm?(message: string): Promise<Taken | Pending>
}

/** What a message can hold, and an event become. */
export interface MessageLimits {
  /** Longest text of one message in UTF-16 code units; longer ones are split. */
  readonly maxText: number
  /** Most texts that one event becomes; of more the end is cut. */
  readonly maxTexts: number
  /** `content`: files are handed over by an address from which the system fetches them. `links`: they stand in the text. */
  readonly files: 'content' | 'links'
  /** A message holds a text or a file. */
  readonly filesApart?: boolean
}

/** A chat bubble, with one file at most. */
export interface ChatMessage {
  /** The same for every attempt; that of an event's last message is the event's. */
  readonly id: string
  readonly text?: string
  readonly file?: HandedFile
  readonly speaker: Speaker
  /** The conversation that it is to join, where one is known. */
  readonly conversation?: string
}

/** What the system calls a message. */
export interface Taken {
  readonly message: string
  readonly conversation?: string
  /** `accepted`: it has yet to come to be, and `confirm` tells. `unseen`: it is said to be there, and cannot be looked at. */
  readonly state?: 'accepted' | 'unseen'
}

/** What has yet to come to be of something that was accepted. */
export interface Pending {
  /** What was answered, as the reason of an outcome. */
  readonly pending: string
  /** What an operator does where it never comes to be. */
  readonly remedy: string
}
