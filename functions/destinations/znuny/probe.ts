import type { ProbeContext, ProbeFinding } from '../../contracts/destination.ts'
import { RequestFailed } from '../../core/errors.ts'
import { failureFinding } from '../../kits/delivery/failure-finding.ts'
import { personAddress } from '../../kits/delivery/person-address.ts'
import { callService, logIn } from './call-service.ts'
import { probeCreation } from './probe-creation.ts'
import { ServiceRefused } from './service-refusal.ts'
import type { ZnunySettings } from './settings.ts'
import { getTicket, searchTickets } from './tickets.ts'

type Context = ProbeContext<ZnunySettings>

/** No ticket has it: ids count up from one. */
const nobodysTicket = '999999999'

/** Logs in, searches for a key that nobody has, and sends writes that end at a refusal: nothing is left behind. */
export async function probe(context: Context): Promise<ProbeFinding[]> {
  const { host, protocol } = new URL(context.settings.url)
  try {
    await reach(context)
  } catch (error) {
    return [refusalFinding(error, host)]
  }
  return [
    { about: 'address', well: true, sentence: `the web service on ${host} answers` },
    ...(protocol === 'https:'
      ? [{ about: 'certificate' as const, well: true, sentence: 'its certificate is valid' }]
      : []),
    { about: 'credentials', well: true, sentence: 'it takes userLogin and password' },
    ...(await finding(host, () => probeSearch(context))),
    ...(await finding(host, () => probeRoute(context, 'get'))),
    ...(await finding(host, () => probeRoute(context, 'update'))),
    ...(await finding(host, () => probeCreation(context, sampleAddress(context.settings)))),
    ...charactersHint(context.settings),
  ]
}

/** Anything but a refusal of the login will do: the other findings say more. */
async function reach(context: Context): Promise<void> {
  if (context.settings.login === 'session') await logIn(context)
  else await searchTickets(context, randomKey(context))
}

async function finding(host: string, probe: () => Promise<ProbeFinding[]>): Promise<ProbeFinding[]> {
  try {
    return await probe()
  } catch (error) {
    return [refusalFinding(error, host)]
  }
}

async function probeSearch(context: Context): Promise<ProbeFinding[]> {
  const strangers = await searchTickets(context, randomKey(context))
  const { keyField } = context.settings
  if (strangers.length > 0)
    return [
      {
        about: 'look-up',
        well: false,
        sentence: `a search for a work key that nobody has finds tickets: create the dynamic field ${keyField} for tickets, type Text, valid, and let routes.search be mapped to TicketSearch with POST`,
      },
    ]
  return [{ about: 'look-up', well: true, sentence: 'a search for a work key that nobody has finds nothing' }]
}

/** A key of the shape of ours. */
function randomKey({ now }: Context): string {
  return `probe:${now().getTime()}`
}

/** Both operations say the same of a ticket that is not there. */
async function probeRoute(context: Context, operation: 'get' | 'update'): Promise<ProbeFinding[]> {
  const works: ProbeFinding = { about: 'answer', well: true, sentence: `routes.${operation} works` }
  if (operation === 'get') {
    if ((await getTicket(context, nobodysTicket)) === undefined) return [works]
  } else
    try {
      await callService(context, 'update', { TicketID: nobodysTicket })
    } catch (error) {
      if (error instanceof ServiceRefused && error.why === 'access') return [works]
      throw error
    }
  return [
    {
      about: 'answer',
      well: false,
      sentence: `routes.${operation} leads to another operation: map it to ${operation === 'get' ? 'TicketGet' : 'TicketUpdate'}`,
    },
  ]
}

function sampleAddress({ customerTemplate }: ZnunySettings): string | undefined {
  return personAddress({ role: 'customer', id: '1' }, { platform: 'facebook' }, customerTemplate)
}

function charactersHint({ characters }: ZnunySettings): ProbeFinding[] {
  const sentence =
    characters === 'bmp'
      ? 'emoji are written as [U+1F69A]: set characters to unicode if its database holds them (PostgreSQL, MySQL with utf8mb4)'
      : 'emoji are sent as they are: its database must hold them (PostgreSQL, MySQL with utf8mb4), or they are lost'
  return [{ about: 'answer', well: true, sentence }]
}

/** What a request that did not succeed says to an operator. */
function refusalFinding(error: unknown, host: string): ProbeFinding {
  if (error instanceof RequestFailed)
    return error.code === 'ECONNRESET' ? noService(host, 'hangs up') : failureFinding(error.code, host)
  if (!(error instanceof ServiceRefused)) throw error
  const { outcome, why } = error
  if (outcome.status === 'retry' && outcome.uncertain) return noService(host, outcome.reason)
  const reason = outcome.status === 'delivered' ? 'refuses the request' : outcome.reason
  return { about: aboutOf(error), well: false, sentence: `${why === 'service' ? host : 'it'} ${reason}` }
}

/** The program dies before it can answer: under Apache the connection ends, elsewhere with a 500 of the server's. */
function noService(host: string, what: string): ProbeFinding {
  return {
    about: 'address',
    well: false,
    sentence: `${host} ${what}: check the name of the web service in url, that it is valid, and that the server has Perl’s REST::Client (Debian: librest-client-perl)`,
  }
}

function aboutOf({ why, outcome }: ServiceRefused): ProbeFinding['about'] {
  if (why === 'login') return 'credentials'
  if (why === 'access') return 'rights'
  return why === 'service' && outcome.status === 'rejected' && outcome.scope === 'destination'
    ? 'address'
    : 'answer'
}
