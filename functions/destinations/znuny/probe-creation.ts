import type { ProbeContext, ProbeFinding } from '../../contracts/destination.ts'
import { callService } from './call-service.ts'
import { newTicket } from './deliver-event.ts'
import { ServiceRefused } from './service-refusal.ts'
import type { ZnunySettings } from './settings.ts'

/**
 * Sends a whole new ticket with an attachment that cannot be, which Znuny checks last: what is refused earlier is
 * wrong in the settings, and nothing is written.
 *
 * @param sample an address made by the template
 */
export async function probeCreation(
  context: ProbeContext<ZnunySettings>,
  sample: string | undefined,
): Promise<ProbeFinding[]> {
  const { settings } = context
  const refused = await tryCreation(context, settings.fallbackCustomer, settings.newState)
  if (refused) return [refused]
  const findings: ProbeFinding[] = [
    {
      about: 'rights',
      well: true,
      sentence:
        'it would take a new ticket: queue, priority, dynamic fields and the right to create are in order',
    },
  ]
  for (const [name, state] of Object.entries(otherStates(settings))) {
    const wrong = await tryCreation(context, settings.fallbackCustomer, state)
    if (wrong) findings.push({ ...wrong, sentence: `${name}: ${wrong.sentence}` })
  }
  const template = sample === undefined ? undefined : await tryCreation(context, sample, settings.newState)
  if (template)
    findings.push({
      ...template,
      sentence:
        'it refuses addresses by customerTemplate: take a domain that has a mail exchanger and that CheckEmailInvalidAddress allows, or set CheckMXRecord to 0',
    })
  return findings
}

function otherStates({ openState, answeredState, withdrawnState }: ZnunySettings): Record<string, string> {
  return { openState, answeredState, withdrawnState }
}

async function tryCreation(
  context: ProbeContext<ZnunySettings>,
  customer: string,
  state: string,
): Promise<ProbeFinding | undefined> {
  const { settings } = context
  try {
    await callService(context, 'create', {
      Ticket: { ...newTicket(settings, 'Netzdialog probe', customer), State: state },
      Article: {
        CommunicationChannel: 'Internal',
        SenderType: 'system',
        IsVisibleForCustomer: 0,
        Subject: 'Netzdialog probe',
        Body: 'Netzdialog probe',
        ContentType: 'text/plain; charset=utf-8',
        NoAgentNotify: 1,
        AutoResponseType: 'auto remove',
      },
      DynamicField: [settings.keyField, settings.eventField].map((Name) => ({ Name, Value: 'probe' })),
      Attachment: [{ Content: 'AA==', ContentType: 'none', Filename: 'probe' }],
    })
  } catch (error) {
    if (!(error instanceof ServiceRefused)) throw error
    const { outcome } = error
    if (error.why === 'message' && outcome.status === 'rejected' && outcome.reason.includes('Attachment->'))
      return undefined
    if (error.why === 'service' || error.why === 'login') throw error
    const about = outcome.status === 'rejected' && outcome.code === 'no_right_to_create' ? 'rights' : 'answer'
    const sentence = outcome.status === 'delivered' ? 'it refuses a new ticket' : `it ${outcome.reason}`
    return { about, well: false, sentence }
  }
  return {
    about: 'answer',
    well: false,
    sentence:
      'it took a ticket that it should refuse: remove "Netzdialog probe", and let routes.create be mapped to TicketCreate',
  }
}
