import type { RoutedEvent } from '../../../schemas/contact-event.ts'
import type { Chat } from './chat.ts'
import type { Topic } from './topic.ts'

/**
 * A messaging or ACD system, for one attempt at one event. Private contacts become messages of their customer in a
 * conversation there; public ones are said in a topic and escalated, where the system has such a place.
 *
 * The adapter says how one conversation is read, how one message is handed over, and what the answers mean. The kit
 * decides whether an event begins a conversation, joins one, is a note in it or ends it; what its messages say, and in
 * how many parts; it sends each of them once, however many attempts that takes, with a link for a file that is refused,
 * and looks whether those that were only accepted have come to be.
 *
 * Every member, and every member of what it gives, may end the attempt by throwing `DeliveryEnded`.
 */
export interface ChatSystem {
  /** @returns `undefined` where there is none of that id any more */
  read(conversation: string): Promise<Conversation | undefined>
  /** @throws DeliveryEnded where the settings have no place for the event */
  chat(): Chat
  /** Missing where the system has none: public contacts are a chat's then. @throws DeliveryEnded as `chat` */
  topic?(): Topic
}

export interface Conversation {
  /** A message from its customer would become part of it, and begin no other. */
  readonly active: boolean
  /** Whether a message from somebody of that id would become part of it. */
  belongsTo(speakerId: string): boolean
  /**
   * Newest messages of its customer: by the id that they came with, the system's own; missing where the system takes
   * a message of the same id once.
   */
  sent?(): Promise<ReadonlyMap<string, string>>
  /**
   * Shows its agents, and never the customer, what is not the customer's; missing where there is no place for it.
   *
   * @returns codes of what could not be shown as it was
   */
  note?(event: RoutedEvent): Promise<string[]>
  /** Ends it; missing where it does not wait for an agent. @returns whether it could be ended */
  end?(): Promise<boolean>
}
