import { DeliveryEnded } from '../../contracts/delivery-ended.ts'
import type { ProbeContext, ProbeFinding } from '../../contracts/destination.ts'
import { fine, wrong } from '../../kits/delivery/finding.ts'
import { personAddress } from '../../kits/delivery/person-address.ts'
import { lookUpFinding, nobodysKey, probeTickets } from '../../kits/ticketing/probe-tickets.ts'
import { charactersFinding } from '../../kits/ticketing/stored-characters.ts'
import { internalArticle } from './compose-article.ts'
import { getTicket, searchTickets } from './find-tickets.ts'
import { openService, unlessDenied, type ZnunyService } from './service.ts'
import type { ZnunySettings } from './settings.ts'
import { newTicket } from './ticket-system.ts'

/** No ticket has it: ids count up from one. */
const nobodysTicket = '999999999'

/** Logs in, searches for a key that nobody has, and sends writes that end at a refusal: nothing is left behind. */
export function probe(context: ProbeContext<ZnunySettings>): Promise<ProbeFinding[]> {
  const { settings } = context
  const service = openService(context)
  const search = () => searchTickets(service, nobodysKey(context))
  const update = () => unlessDenied(service.call('update', { TicketID: nobodysTicket }))
  return probeTickets({
    url: settings.url,
    log: 'Znuny’s log',
    refused: { credentials: 'check userLogin and password', address: 'there is no Znuny: check url' },
    judge: (ended) => judge(ended, new URL(settings.url).host),
    async reach() {
      // Anything but a refusal of the login will do: the other findings say more.
      await (settings.login === 'session' ? service.logIn() : search())
      return [
        async () => [
          lookUpFinding(
            await search(),
            `create the dynamic field ${settings.keyField} for tickets, type Text, valid, and let routes.search be mapped to TicketSearch with POST`,
          ),
        ],
        async () => [route('get', 'TicketGet', (await getTicket(service, nobodysTicket)) === undefined)],
        async () => [route('update', 'TicketUpdate', (await update()) === undefined)],
        () => probeCreation(service),
        async () => [charactersFinding(settings.characters)],
      ]
    },
  })
}

function route(name: string, operation: string, works: boolean): ProbeFinding {
  return works
    ? fine('answer', `routes.${name} works`)
    : wrong('answer', `routes.${name} leads to another operation: map it to ${operation}`)
}

/** What a request that did not succeed says to an operator. */
function judge({ outcome, failure }: DeliveryEnded, host: string): ProbeFinding | undefined {
  if (failure === 'ECONNRESET') return noService(host, 'hangs up')
  if (failure !== undefined || outcome.status === 'delivered') return undefined
  if (outcome.status === 'retry') return outcome.uncertain ? noService(host, outcome.reason) : undefined
  if (outcome.code === 'credentials_refused') return undefined
  return wrong(outcome.scope === 'destination' ? 'address' : 'answer', `${host} ${outcome.reason}`)
}

/** The program dies before it can answer: under Apache the connection ends, elsewhere with a 500 of the server's. */
function noService(host: string, what: string): ProbeFinding {
  return wrong(
    'address',
    `${host} ${what}: check the name of the web service in url, that it is valid, and that the server has Perl’s REST::Client (Debian: librest-client-perl)`,
  )
}

/**
 * Sends a whole new ticket with an attachment that cannot be, which Znuny checks last: what is refused earlier is
 * wrong in the settings, and nothing is written.
 */
async function probeCreation(service: ZnunyService): Promise<ProbeFinding[]> {
  const { fallbackCustomer, openState, answeredState, withdrawnState, customerTemplate } = service.settings
  const refused = await tryCreation(service, fallbackCustomer)
  if (refused) return [refused]
  const findings = [
    fine(
      'rights',
      'it would take a new ticket: queue, priority, dynamic fields and the right to create are in order',
    ),
  ]
  for (const [name, state] of Object.entries({ openState, answeredState, withdrawnState })) {
    const finding = await tryCreation(service, fallbackCustomer, state)
    if (finding) findings.push({ ...finding, message: `${name}: ${finding.message}` })
  }
  const sample = personAddress({ role: 'customer', id: '1' }, { platform: 'facebook' }, customerTemplate)
  const template = sample === undefined ? undefined : await tryCreation(service, sample)
  const remedy =
    'take a domain that has a mail exchanger and that CheckEmailInvalidAddress allows, or set CheckMXRecord to 0'
  if (template) findings.push({ ...template, message: `it refuses addresses by customerTemplate: ${remedy}` })
  return findings
}

/** What the operation itself says no with, and no route or log-in before it. */
const ofOperation = new Set(['no_right_to_create', 'customer_refused', 'setting_refused', 'refused'])

/** @returns what is wrong, `undefined` where all but the attachment is in order */
async function tryCreation(
  { call, settings }: ZnunyService,
  customer: string,
  State = settings.newState,
): Promise<ProbeFinding | undefined> {
  const name = 'Netzdialog probe'
  try {
    await call('create', {
      Ticket: { ...newTicket(settings, name, customer), State },
      Article: internalArticle(name, name),
      DynamicField: [settings.keyField, settings.eventField].map((Name) => ({ Name, Value: 'probe' })),
      Attachment: [{ Content: 'AA==', ContentType: 'none', Filename: 'probe' }],
    })
  } catch (error) {
    const { outcome } = error instanceof DeliveryEnded ? error : {}
    if (outcome?.status !== 'rejected' || !ofOperation.has(outcome.code)) throw error
    if (outcome.code === 'refused' && outcome.reason.includes('Attachment->')) return undefined
    return wrong(outcome.code === 'no_right_to_create' ? 'rights' : 'answer', `it ${outcome.reason}`)
  }
  return wrong(
    'answer',
    `it took a ticket that it should refuse: remove "${name}", and let routes.create be mapped to TicketCreate`,
  )
}
