import { type DeliveryEnded, rejection } from '../../contracts/delivery-ended.ts'

/**
 * An error that comes with status 200, in words of our own: its texts may quote what was sent. Codes end in `AuthFail`, `AccessDenied`, `InvalidParameter`, `MissingParameter`;
 * which parameter, only the text says (`TicketCreate: Ticket->QueueID or Ticket->Queue parameter is invalid!`).
 */
export function readRefusal(code: string, text: string): DeliveryEnded {
  const answered = errorCode.test(code) ? `answered ${code}` : 'answered an error'
  const kind = code.split('.').at(-1)
  if (kind === 'AuthFail')
    return rejection('credentials_refused', `${answered}: check userLogin and password`, 'destination')
  if (code === 'TicketCreate.AccessDenied') {
    const remedy = 'give the agent create rights in the queue'
    return rejection('no_right_to_create', `${answered}: ${remedy}`, 'destination')
  }
  // No right to this ticket, or no such ticket.
  if (kind === 'AccessDenied')
    return rejection('access_denied', `${answered}: give the agent rw rights in the queue of this ticket`)
  const parameter = parameterPattern.exec(text)?.[1] ?? ''
  const about = parameter === '' ? answered : `${answered} about ${parameter}`
  if (parameter === 'Ticket->CustomerUser' || parameter === 'Article->From')
    return rejection('customer_refused', `${about}: check fallbackCustomer`, 'destination')
  const remedy = ofSettings.get(parameter.replace(idSuffix, ''))
  return remedy === undefined
    ? rejection('refused', about)
    : rejection('setting_refused', `${about}: ${remedy}`, 'destination')
}

const errorCode = /^[A-Za-z]{1,40}(\.[A-Za-z]{1,40})?$/
const parameterPattern = /\b((?:Ticket|Article|Attachment|DynamicField)->[A-Za-z]{1,40})/
/** Znuny names what it looked up by its id first: `Ticket->QueueID or Ticket->Queue`. */
const idSuffix = /ID$/

/** Parameters that come from the settings alone: no other message would fare better. */
const ofSettings = new Map([
  ['Ticket->Queue', 'there is no valid queue of that name: check queue'],
  ['Ticket->State', 'there is no valid state of that name: check the states in the settings'],
  ['Ticket->Priority', 'there is no valid priority of that name: check priority'],
  ['Ticket->Type', 'ticket types are in use: set type to a valid one'],
  ['DynamicField->Name', 'create the dynamic fields that keyField and eventField name'],
  ['DynamicField->Value', 'the dynamic fields of keyField and eventField must be of type Text'],
  ['Article->AutoResponseType', 'the auto response type "auto remove" is gone: bring it back'],
  ['Article->CommunicationChannel', 'the communication channel Internal is gone: make it valid'],
])
