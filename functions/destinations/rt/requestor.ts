import type { Person, RoutedEvent } from '../../../schemas/contact-event.ts'
import { DeliveryEnded } from '../../contracts/delivery-ended.ts'
import { personAddress, personToAnswer } from '../../kits/delivery/person-address.ts'
import { failureOutcome } from '../../kits/http/http-outcome.ts'
import { type Asking, ask } from './ask.ts'
import type { RtSettings } from './settings.ts'

/**
 * What a new ticket says about its requestor. Default scrips mail every new ticket's requestor at once, so an address
 * by the template is shut off from RT's mails for good, and a person's own comes later (`addRequestor`).
 */
export function requestorOnCreate(event: RoutedEvent, settings: RtSettings) {
  const person = personToAnswer(event)
  const address = personAddress(person, event, settings.requestorTemplate)
  if (address === undefined || isOwn(address, person)) return {}
  // A list of them would be dropped without a word: REST 2.0 passes plain values on only.
  return { Requestor: mailbox(address, person), SquelchMailTo: address }
}

/**
 * Makes the person the requestor of a ticket, by their own address: agents can answer by mail, and no scrip mails now.
 *
 * @throws DeliveryEnded uncertain: the ticket is there, and has to be looked for before another one is created
 */
export async function addRequestor(event: RoutedEvent, ticket: string, context: Asking): Promise<string[]> {
  const person = personToAnswer(event)
  const address = personAddress(person, event, undefined)
  if (address === undefined) return []
  const body = { Requestor: mailbox(address, person) }
  let answer: Response
  try {
    answer = await ask(context, 'PUT', `ticket/${ticket}`, body)
  } catch (error) {
    const outcome = failureOutcome(error)
    throw new DeliveryEnded(outcome.status === 'retry' ? { ...outcome, uncertain: true } : outcome)
  }
  // RT answers 500 to an address that it does not like; the ticket is there all the same.
  return answer.ok ? [] : ['requestor_left_out']
}

function isOwn(address: string, author: Person | undefined): boolean {
  return address === author?.email
}

/** Everything that could end a quoted name or begin a second address. */
const unquotable = /[^\p{L}\p{M}\p{N} .'’-]+/gu

function mailbox(address: string, author: Person | undefined): string {
  const name = (author?.name ?? '').replace(unquotable, ' ').trim().slice(0, 100).toWellFormed()
  return name === '' ? address : `"${name}" <${address}>`
}
