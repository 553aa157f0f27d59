import type { ContactEvent } from '../../../schemas/contact-event.ts'
import type { Absentable } from '../../core/compact.ts'
import { directionOf, draftEvent, type Origin } from '../../kits/meta/draft-event.ts'

type Required = 'kind' | 'surface' | 'conversation'
type Optional = 'message' | 'target' | 'reaction' | 'author' | 'actor' | 'addressing'
type Given = Pick<ContactEvent, Required> & Absentable<Partial<Pick<ContactEvent, Optional>>>

/** An event that everybody can see: on the page, in its reviews, or where the page is mentioned. */
export function draftPublic(
  origin: Origin,
  native: readonly (string | undefined)[],
  occurredAt: number | undefined,
  { addressing = 'direct', ...given }: Given,
): ContactEvent {
  return draftEvent(origin, native, occurredAt, {
    ...given,
    visibility: 'public',
    addressing,
    direction: directionOf(given.author ?? given.actor),
    reply: { public: true, windows: [] },
  })
}
