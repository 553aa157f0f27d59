import type { RoutedEvent } from '../../../schemas/contact-event.ts'
import { personAddress, personToAnswer } from '../../kits/delivery/person-address.ts'
import { ServiceRefused } from './service-refusal.ts'
import type { ZnunySettings } from './settings.ts'

/** By what a ticket's customer may be known, the best first: their own address, one of the template, the fallback. */
export function customerAddresses(event: RoutedEvent, settings: ZnunySettings): [string, ...string[]] {
  const { customerTemplate, fallbackCustomer } = settings
  const person = event.direction === 'outbound' ? undefined : (personToAnswer(event) ?? event.actor)
  const { email: _, ...nameless } = person ?? { role: 'customer' as const }
  const [best = fallbackCustomer, ...others] = new Set(
    [
      personAddress(person, event, customerTemplate),
      personAddress(nameless, event, customerTemplate),
      fallbackCustomer,
    ].filter((address) => address !== undefined),
  )
  return [best, ...others]
}

/**
 * Sends with one address after the other until one is taken: Znuny refuses addresses of example domains, of domains
 * without a mail exchanger, and of customer users that are not valid. Nothing is written before it has checked them.
 */
export async function withCustomer<Result>(
  addresses: readonly [string, ...string[]],
  send: (address: string) => Promise<Result>,
): Promise<{ result: Result; replaced: boolean }> {
  const [address, next, ...others] = addresses
  try {
    return { result: await send(address), replaced: false }
  } catch (error) {
    if (next === undefined || !(error instanceof ServiceRefused && error.why === 'customer')) throw error
    return { ...(await withCustomer([next, ...others], send)), replaced: true }
  }
}
