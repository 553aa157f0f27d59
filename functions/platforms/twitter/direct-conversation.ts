import type { ContactEvent } from '../../../schemas/contact-event.ts'
import type { Scene } from './scene.ts'

/** Two user ids, joined in either of X's ways. */
const pair = /^(\d{1,20})[-:](\d{1,20})$/

/**
 * The conversation of two people, whichever of them is told of it, and whether or not it is encrypted. Groups
 * have an id of their own.
 */
export function directConversation(
  given: string | undefined,
  one: string,
  other: string,
): ContactEvent['conversation'] {
  const [, first = one, second = other] = pair.exec(given ?? '') ?? []
  const isGroup = given !== undefined && !pair.test(given)
  const [lower, higher] = BigInt(first) < BigInt(second) ? [first, second] : [second, first]
  return { id: isGroup ? `twitter:dm/${given}` : `twitter:dm/${lower}-${higher}`, match: 'platform' }
}

/** What all private events have alike. */
export function privateFields(
  scene: Scene,
  senderId: string,
): Pick<ContactEvent, 'surface' | 'visibility' | 'addressing' | 'direction'> {
  return {
    surface: 'direct_message',
    visibility: 'private',
    addressing: 'direct',
    direction: scene.isCompany(senderId) ? 'outbound' : 'inbound',
  }
}
