import type { RoutedEvent } from '../../../schemas/contact-event.ts'
import { DeliveryEnded } from '../../contracts/delivery-ended.ts'
import { mailbox } from '../../kits/delivery/mailbox.ts'
import { personAddress, personToAnswer } from '../../kits/delivery/person-address.ts'
import type { TicketAttempt } from '../../kits/ticketing/ticket-system.ts'
import type { Rt } from './rt-api.ts'
import type { RtSettings } from './settings.ts'

/**
 * What a new ticket says about its requestor. Default scrips mail every new ticket's requestor at once, so an address
 * by the template is shut off from RT's mails for good, and a person's own comes later (`addRequestor`).
 */
export function requestorOnCreate(event: RoutedEvent, settings: RtSettings) {
  const person = personToAnswer(event)
  const address = personAddress(person, event, settings.requestorTemplate)
  if (address === undefined || address === person?.email) return {}
  // A list of them would be dropped without a word: REST 2.0 passes plain values on only.
  return { Requestor: mailbox(person?.name, address, unquotable), SquelchMailTo: address }
}

/**
 * Makes the person the requestor of a ticket, by their own address: agents can answer by mail, and no scrip mails now.
 *
 * @throws DeliveryEnded uncertain: the ticket is there, and has to be looked for before another one is created
 */
export async function addRequestor(
  ticket: string,
  { event, degraded }: Pick<TicketAttempt<RtSettings>, 'event' | 'degraded'>,
  rt: Rt,
): Promise<void> {
  const person = personToAnswer(event)
  const address = personAddress(person, event, undefined)
  if (address === undefined) return
  const json = { Requestor: mailbox(person?.name, address, unquotable) }
  try {
    const { status } = await rt({ method: 'PUT', path: `/ticket/${ticket}`, json, expected: 'every' })
    // RT answers 500 to an address that it does not like; the ticket is there all the same.
    if (status >= 300) degraded.add('requestor_left_out')
  } catch (error) {
    if (!(error instanceof DeliveryEnded) || error.outcome.status !== 'retry') throw error
    throw new DeliveryEnded({ ...error.outcome, uncertain: true }, error.failure)
  }
}

/** Everything that could end a quoted name or begin a second address. */
const unquotable = /[^\p{L}\p{M}\p{N} .'’-]+/gu
