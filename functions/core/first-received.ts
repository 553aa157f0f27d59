import type { ContactEvent } from '../../schemas/contact-event.ts'
import type { Ledger } from './ledger.ts'

/**
 * The event with the time at which it was received first. A platform sends again what went through before, and what was
 * erased in between is known by the earlier time.
 */
export async function firstReceived<Event extends ContactEvent>(
  event: Event,
  ledger: Ledger,
): Promise<Event> {
  const processed = await ledger.read('processed', event.id)
  const first = processed?.receivedAt ?? processed?.at
  return first !== undefined && Date.parse(first) < Date.parse(event.receivedAt)
    ? { ...event, receivedAt: first }
    : event
}
