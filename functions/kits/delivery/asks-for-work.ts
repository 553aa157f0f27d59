import type { RoutedEvent } from '../../../schemas/contact-event.ts'

/** Whether the event is to have a ticket, were there none: the company has to act on it. */
export function asksForWork({ work: { effect, reopen } }: Pick<RoutedEvent, 'work'>): boolean {
  return effect === 'open' || (effect === 'append' && reopen)
}
