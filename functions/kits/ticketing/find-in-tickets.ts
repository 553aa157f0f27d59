import type { RemoteIds } from '../../contracts/destination.ts'

/** Looks for something in the known ticket, then in those that a search by the work key gives, one after the other. */
export async function findInTickets<Found>(
  { ticket: known }: RemoteIds = {},
  search: () => Promise<readonly string[]>,
  find: (ticket: string) => Promise<Found | undefined>,
): Promise<Found | undefined> {
  const inKnown = known === undefined ? undefined : await find(known)
  if (inKnown !== undefined) return inKnown
  for (const ticket of await search()) {
    const found = ticket === known ? undefined : await find(ticket)
    if (found !== undefined) return found
  }
  return undefined
}
