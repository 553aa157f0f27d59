import type { ReceivedMessage } from './consume.ts'
import { readDeduplicationId } from './deduplication-id.ts'
import { type ParkingPorts, park } from './park.ts'
import type { Clock } from './ports.ts'

const reasons: Record<string, string> = {
  kills_function: 'the function ended without an outcome several times in a row',
  waited_too_long: 'the queue would soon have dropped it',
  keeps_failing: 'every run has failed for three days',
  not_json: 'the queue message is not JSON',
  not_utf8: 'the queue message is not UTF-8',
  not_an_event:
    'for a quarter of an hour the queue message was not to be read as a contact event of version 1',
}

/** Parks a message as it is, without reading it. */
export function parkUnhandled(
  ports: ParkingPorts & { readonly now: Clock },
  destination: string,
  { body, deduplicationId, receiveCount }: ReceivedMessage,
  code: string,
): Promise<void> {
  const at = ports.now().toISOString()
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
    body,
  )
}
