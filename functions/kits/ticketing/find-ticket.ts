import type { Ticket } from './ticket-system.ts'

/**
 * The ticket to add to: the first that is not final, else the first. No more of them are read than that takes.
 *
 * @param ids of what a search by the work key gives, the newest first
 * @param read gives `undefined` for what is gone, and for a stranger's ticket, as a search that does not filter finds
 */
export async function findTicket<Known extends Ticket>(
  ids: readonly string[],
  read: (id: string) => Promise<Known | undefined>,
): Promise<Known | undefined> {
  let final: Known | undefined
  for (const id of ids) {
    const ticket = await read(id)
    if (ticket && ticket.state !== 'final') return ticket
    final ??= ticket
  }
  return final
}
