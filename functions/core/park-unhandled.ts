import type { ContactEvent } from '../../schemas/contact-event.ts'
import type { ReceivedMessage } from './consume.ts'
import { readDeduplicationId } from './deduplication-id.ts'
import { MalformedPayload, NotAccepted } from './errors.ts'
import { firstReceived } from './first-received.ts'
import { bodyKey, unpackEvent } from './message-body.ts'
import { type ParkingPorts, park } from './park.ts'
import type { Clock, ObjectStore } from './ports.ts'
import { replaceStored } from './replace-stored.ts'
import { withholdTakenBack } from './withhold-taken-back.ts'
import { withoutAddresses } from './without-addresses.ts'

const reasons: Record<string, string> = {
  kills_function: 'the function ended without an outcome several times in a row',
  waited_too_long: 'the queue would soon have dropped it',
  keeps_failing: 'every run has failed for three days',
  not_json: 'the queue message is not JSON',
  not_utf8: 'the queue message is not UTF-8',
  not_an_event:
    'for a quarter of an hour the queue message was not to be read as a contact event of version 1',
}

/**
 * Parks a message as it is, but for what has been taken back of it, and with its event where that lies in the store; one
 * that cannot be read stays byte for byte.
 *
 * @param mayRead false for a message that may kill the function by being read
 */
export async function parkUnhandled(
  ports: ParkingPorts & { readonly now: Clock },
  destination: string,
  { body, deduplicationId, receiveCount }: ReceivedMessage,
  code: string,
  mayRead = true,
): Promise<void> {
  const at = ports.now().toISOString()
  const event = mayRead ? await readEvent(body, ports.store) : undefined
  const rest = event && (await restOf(event, ports))
  // What ingest has stored of it is route's to mend: a destination's own has been mended before.
  if (event && rest && destination === 'route') await replaceStored(body, event, rest, ports.store)
  return park(
    ports,
    {
      destination,
      ...readDeduplicationId(deduplicationId),
      code,
      reason: reasons[code] ?? 'the message could not be handled',
      attempts: receiveCount,
      firstAt: at,
      lastAt: at,
    },
    // A body in the store is deleted earlier than what is parked.
    rest ?? (event && bodyKey(body) !== undefined ? event : body),
  )
}

/** What is left of the event, where something of it has been taken back. */
async function restOf(event: ContactEvent, { ledger }: ParkingPorts): Promise<ContactEvent | undefined> {
  const first = await firstReceived(event, ledger)
  const kept = await withholdTakenBack(first, ledger)
  return kept === first ? undefined : withoutAddresses({ ...kept, receivedAt: event.receivedAt })
}

/** `undefined` where it cannot be read. */
async function readEvent(body: string, store: ObjectStore): Promise<ContactEvent | undefined> {
  try {
    return await unpackEvent(body, store)
  } catch (error) {
    if (error instanceof MalformedPayload || error instanceof NotAccepted) return undefined
    throw error
  }
}
