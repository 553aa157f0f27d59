import type { PlaceName } from './places.ts'

/** Who cannot live with an update: the receiver rejects it, or the function dies of it. */
export type Malice = 'rejected' | 'route' | 'deliver'

/** Something that happens on a platform: a message is written, edited or deleted. */
export interface Update {
  /** `<kind> <message id>`: what it is known by when it arrives. */
  readonly key: string
  readonly kind: 'message.created' | 'message.edited' | 'message.deleted'
  /** As it arrives in `message.id`. */
  readonly messageId: string
  readonly place: PlaceName
  readonly conversation: string
  /** Of the message within its conversation. */
  readonly number: number
  /** The number of the message that it answers. */
  readonly above?: number
  readonly author: 'customer' | 'company'
  /** What is accepted in this order is delivered in this order. */
  readonly group: string
  /** Its place within the group. */
  readonly index: number
  /** Keys of what must have arrived before it: what it answers, edits or deletes. */
  readonly follows: readonly string[]
  /** Empty where it is a deletion. */
  readonly text: string
  readonly malice?: Malice
}

/** What a function dies of when it reads it, see `entries/fatal-handler.ts`. */
export const fatalText = { ingest: 'kills ingest', route: 'kills route', deliver: 'kills deliver' }
