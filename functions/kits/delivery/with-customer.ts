import { endedWith } from './ended-with.ts'

/**
 * Sends with one address after the other until one is taken: systems that know customers by addresses refuse those of
 * example domains, of domains without a mail exchanger, of people who are shut off. `customer_replaced` tells of it.
 *
 * @param addresses the best first, such as those of `customerAddresses`
 * @param send ends with the rejection `customer_refused`, nothing written, where the system does not take the address
 */
export async function withCustomer<Result>(
  [address, next, ...others]: readonly [string, ...string[]],
  degraded: Set<string>,
  send: (address: string) => Promise<Result>,
): Promise<Result> {
  try {
    return await send(address)
  } catch (error) {
    if (next === undefined || !endedWith(error, 'customer_refused')) throw error
    degraded.add('customer_replaced')
    return withCustomer([next, ...others], degraded, send)
  }
}
