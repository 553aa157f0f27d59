import { toEscapedJson } from './json.ts'
import type { Ledger, Row } from './ledger.ts'
import type { ObjectStore, Telemetry } from './ports.ts'

export interface ParkingPorts {
  readonly ledger: Ledger
  readonly store: ObjectStore
  readonly telemetry: Telemetry
}

/**
 * Keeps what could not be forwarded, with the reason, where an operator finds it and can send it again.
 * Body first: a row never points to nothing. Parking the same thing again changes nothing but the time.
 *
 * @param body the event, or the queue message where it could not be read
 * @param response what the destination said, which may quote a person: it lies with the body, and nowhere else
 */
export async function park(
  { ledger, store, telemetry }: ParkingPorts,
  parked: Omit<Row<'parked'>, 'body'>,
  body: unknown,
  response?: string,
): Promise<void> {
  // A key of its own for each replay: whoever removes the body of one cannot take that of the next.
  const replay = parked.generation > 0 ? `.${parked.generation}` : ''
  const key = `parked/${parked.destination}/${parked.eventId}${replay}.json`
  await store.put(key, typeof body === 'string' ? body : toEscapedJson(body), 'application/json', response)
  await ledger.merge('parked', `${parked.destination}#${parked.eventId}`, { ...parked, body: key })
  telemetry.count('Parked')
  telemetry.warn('parked', {
    destination: parked.destination,
    event: parked.eventId,
    code: parked.code,
    attempts: parked.attempts,
  })
}
