import { unpackArchived } from '../../../functions/core/archived-body.ts'
import { MalformedPayload, NotAccepted } from '../../../functions/core/errors.ts'
import { unpackEvent } from '../../../functions/core/message-body.ts'
import type { ContactEvent, Work } from '../../../schemas/contact-event.ts'
import type { ParkedRow } from '../find-parked.ts'
import type { OperationsPorts } from '../ports.ts'
import type { DeliveryFacts } from './contact-state.ts'

export type KeptEvent = ContactEvent & { work?: Work | undefined }
type Ports = Pick<OperationsPorts, 'ledger' | 'store'>

/** What the ledger knows of an event at a destination, or at `route`. */
export async function factsAt(
  destination: string,
  eventId: string,
  { ledger }: Ports,
): Promise<DeliveryFacts> {
  const key = `${destination}#${eventId}`
  const [delivery, parked] = await Promise.all([ledger.read('delivery', key), ledger.read('parked', key)])
  return { destination, delivery, parked }
}

/** Whether anything is known there. */
export function isKnown({ delivery, parked }: DeliveryFacts): boolean {
  return delivery !== undefined || parked !== undefined
}

/** The event of an archived row; `undefined` where its words are not kept or cannot be read. */
export async function archivedEvent(body: string, { store }: Ports): Promise<KeptEvent | undefined> {
  return body === '' ? undefined : readable(unpackArchived(body, store))
}

/** The event that is parked; `undefined` where its body has expired or cannot be read. */
export async function parkedEvent({ body }: ParkedRow, { store }: Ports): Promise<KeptEvent | undefined> {
  const bytes = await store.get(body)
  return bytes && readable(unpackEvent(Buffer.from(bytes).toString('utf8'), store))
}

async function readable(unpacking: Promise<KeptEvent>): Promise<KeptEvent | undefined> {
  try {
    return await unpacking
  } catch (error) {
    if (error instanceof NotAccepted || error instanceof MalformedPayload) return undefined
    throw error
  }
}
