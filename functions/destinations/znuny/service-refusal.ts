import { DeliveryEnded } from '../../contracts/delivery-ended.ts'
import type { DeliveryOutcome } from '../../contracts/destination.ts'

/** What the generic interface says no to, in words of our own: its texts may quote what was sent. */
export class ServiceRefused extends DeliveryEnded {
  readonly why: RefusalWhy
  constructor(why: RefusalWhy, outcome: DeliveryOutcome) {
    super(outcome)
    this.name = 'ServiceRefused'
    this.why = why
  }
}

/**
 * `access`: no right to this ticket, or no such ticket. `customer`: it does not take the person’s address. `size`: the
 * request is too large.
 */
type RefusalWhy = 'login' | 'access' | 'customer' | 'setting' | 'message' | 'size' | 'service'

/**
 * An error that comes with status 200. Codes end in `AuthFail`, `AccessDenied`, `InvalidParameter`, `MissingParameter`;
 * which parameter, only the text says (`TicketCreate: Ticket->QueueID or Ticket->Queue parameter is invalid!`).
 */
export function readRefusal(code: string, text: string): ServiceRefused {
  const answered = errorCode.test(code) ? `answered ${code}` : 'answered an error'
  const kind = code.split('.').at(-1)
  if (kind === 'AuthFail')
    return new ServiceRefused(
      'login',
      rejectedOutcome('credentials_refused', `${answered}: check userLogin and password`, 'destination'),
    )
  if (code === 'TicketCreate.AccessDenied')
    return new ServiceRefused(
      'setting',
      rejectedOutcome(
        'no_right_to_create',
        `${answered}: give the agent create rights in the queue`,
        'destination',
      ),
    )
  if (kind === 'AccessDenied')
    return new ServiceRefused(
      'access',
      rejectedOutcome('access_denied', `${answered}: give the agent rw rights in the queue of this ticket`),
    )
  const parameter = parameterPattern.exec(text)?.[1]
  if (parameter === 'Ticket->CustomerUser' || parameter === 'Article->From')
    return new ServiceRefused(
      'customer',
      rejectedOutcome(
        'customer_refused',
        `${answered} about ${parameter}: check fallbackCustomer`,
        'destination',
      ),
    )
  const remedy = parameter && ofSettings.get(parameter)
  if (remedy)
    return new ServiceRefused(
      'setting',
      rejectedOutcome('setting_refused', `${answered} about ${parameter}: ${remedy}`, 'destination'),
    )
  const about = parameter ? ` about ${parameter}` : ''
  return new ServiceRefused('message', rejectedOutcome('refused', `${answered}${about}`))
}

const errorCode = /^[A-Za-z]{1,40}(\.[A-Za-z]{1,40})?$/
const parameterPattern = /\b((?:Ticket|Article|Attachment|DynamicField)->[A-Za-z]{1,40})/

/** Parameters that come from the settings alone: no other message would fare better. */
const ofSettings = new Map([
  ['Ticket->QueueID', 'there is no valid queue of that name: check queue'],
  ['Ticket->Queue', 'there is no valid queue of that name: check queue'],
  ['Ticket->StateID', 'there is no valid state of that name: check the states in the settings'],
  ['Ticket->State', 'there is no valid state of that name: check the states in the settings'],
  ['Ticket->PriorityID', 'there is no valid priority of that name: check priority'],
  ['Ticket->Priority', 'there is no valid priority of that name: check priority'],
  ['Ticket->TypeID', 'ticket types are in use: set type to a valid one'],
  ['Ticket->Type', 'ticket types are in use: set type to a valid one'],
  ['DynamicField->Name', 'create the dynamic fields that keyField and eventField name'],
  ['DynamicField->Value', 'the dynamic fields of keyField and eventField must be of type Text'],
  ['Article->AutoResponseType', 'the auto response type "auto remove" is gone: bring it back'],
  ['Article->CommunicationChannel', 'the communication channel Internal is gone: make it valid'],
])

export function rejectedOutcome(code: string, reason: string, scope?: 'destination'): DeliveryOutcome {
  return { status: 'rejected', code, reason, ...(scope && { scope }) }
}
