import type { RoutedEvent } from '../../../schemas/contact-event.ts'
import { personAddress, personToAnswer } from './person-address.ts'

/**
 * By what the customer of a ticket may be known, the best first: their own address, one by the template, the fallback.
 *
 * @param fallback who stands for everyone else
 */
export function customerAddresses(
  event: RoutedEvent,
  template: string | undefined,
  fallback: string,
): readonly [string, ...string[]] {
  const person = event.direction === 'outbound' ? undefined : (personToAnswer(event) ?? event.actor)
  const { email: _, ...nameless } = person ?? { role: 'customer' as const }
  const addresses = [person, nameless].map((each) => personAddress(each, event, template))
  const [best = fallback, ...others] = new Set([
    ...addresses.filter((address) => address !== undefined),
    fallback,
  ])
  return [best, ...others]
}
