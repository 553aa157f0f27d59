import type { RetainedStore } from '../ports.ts'
import type { ContactDelivery } from './timeline.ts'

/** What destinations said to what is parked, by their names: words, which may quote people. */
export async function readResponses(
  deliveries: readonly Pick<ContactDelivery, 'destination' | 'parked'>[],
  { retained }: { readonly retained: Pick<RetainedStore, 'remark'> },
): Promise<ReadonlyMap<string, string>> {
  const said = await Promise.all(
    deliveries.map(async ({ destination, parked }) => {
      const response = parked && (await retained.remark(parked.body))
      return response === undefined ? [] : [[destination, response] as const]
    }),
  )
  return new Map(said.flat())
}
