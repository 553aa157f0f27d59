import { endedWith } from '../../kits/delivery/ended-with.ts'

/**
 * Sends with one address after the other until one is taken: Znuny refuses addresses of example domains, of domains
 * without a mail exchanger, and of customer users that are not valid. Nothing is written before it has checked them.
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
