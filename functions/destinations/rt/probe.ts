import * as z from 'zod'
import { DeliveryEnded } from '../../contracts/delivery-ended.ts'
import type { ProbeContext, ProbeFinding } from '../../contracts/destination.ts'
import { RequestFailed } from '../../core/errors.ts'
import { failureFinding } from '../../kits/delivery/failure-finding.ts'
import { ask, jsonOf } from './ask.ts'
import { fieldIs, search } from './find-tickets.ts'
import { probeTickets } from './probe-tickets.ts'
import type { RtSettings } from './settings.ts'

type Context = ProbeContext<RtSettings>

const named = z.array(z.looseObject({ name: z.string().optional() })).default([])
const queueAnswer = z.looseObject({
  id: z.union([z.string(), z.number()]).transform(Number),
  Name: z.string(),
  Disabled: z.union([z.string(), z.number()]).transform(Number).default(0),
  TicketCustomFields: named,
  TicketTransactionCustomFields: named,
  _hyperlinks: z.array(z.looseObject({ ref: z.string().optional() })).default([]),
})
type Queue = z.infer<typeof queueAnswer>

/** Reads the queue, looks for what nobody has, and looks at the newest tickets; writes nothing. */
export async function probe(context: Context): Promise<ProbeFinding[]> {
  const { settings } = context
  const { protocol, host } = new URL(settings.url)
  try {
    const answer = await ask(context, 'GET', `queue/${encodeURIComponent(settings.queue)}`)
    const read = queueAnswer.safeParse(answer.status === 200 ? await jsonOf(answer) : undefined)
    if (!read.success) return [refused(answer.status, settings)]
    return [
      well('address', `${host} answers`),
      ...(protocol === 'https:' ? [well('certificate', 'its certificate is valid')] : []),
      well('credentials', 'it knows the user'),
      ...queueFindings(read.data),
      ...fieldFindings(read.data, settings),
      ...(await lookUpFindings(context)),
      ...(await probeTickets(context, read.data.id)),
    ]
  } catch (error) {
    if (error instanceof RequestFailed) return [failureFinding(error.code, host)]
    if (error instanceof DeliveryEnded && error.outcome.status !== 'delivered')
      return [bad('answer', `a look-up was not answered (${error.outcome.reason}): look into RT’s log`)]
    throw error
  }
}

function refused(status: number, { queue }: RtSettings): ProbeFinding {
  if (status === 401)
    return bad(
      'credentials',
      'it refuses the credentials (answered 401): put a token of an enabled user, or its name and password, into the secret',
    )
  if (status === 403)
    return bad(
      'rights',
      `it shows no queue "${queue}" (answered 403): correct the name, or give the user the right SeeQueue on it`,
    )
  if (status >= 300 && status < 400)
    return bad('address', `it sends on to another address (answered ${status}): set that one as url`)
  if (status >= 500)
    return bad('answer', `it has a fault of its own (answered ${status}): look into RT’s log`)
  if (status === 429) return bad('answer', 'it is asked too much just now (answered 429): try again')
  return bad(
    'address',
    `REST 2.0 is not there (answered ${status}): set url to the address of RT’s home page, and let its web server pass /REST/2.0 and the Authorization header on`,
  )
}

function queueFindings(queue: Queue): ProbeFinding[] {
  if (queue.Disabled === 1)
    return [bad('rights', `the queue "${queue.Name}" is disabled: enable it, or set another one`)]
  if (!queue._hyperlinks.some(({ ref }) => ref === 'create'))
    return [
      bad('rights', `the user may open no tickets in "${queue.Name}": give it the right CreateTicket there`),
    ]
  return [well('rights', `the user may open tickets in "${queue.Name}"`)]
}

function fieldFindings(queue: Queue, { fields }: RtSettings): ProbeFinding[] {
  const ofTickets = new Set(queue.TicketCustomFields.map(({ name }) => name))
  const ofTransactions = new Set(queue.TicketTransactionCustomFields.map(({ name }) => name))
  const missing = [
    ...[fields.key, fields.opener]
      .filter((name) => !ofTickets.has(name))
      .map((name) => `${name} (of tickets)`),
    ...(ofTransactions.has(fields.event) ? [] : [`${fields.event} (of ticket transactions)`]),
  ]
  if (missing.length === 0)
    return [well('rights', 'the custom fields apply to the queue, and the user sees them')]
  return [
    bad(
      'look-up',
      `custom fields are missing: ${missing.join(', ')}. Create them, apply them to the queue, and give the user SeeCustomField and ModifyCustomField on them, or nothing is found again and tickets are opened twice`,
    ),
  ]
}

async function lookUpFindings(context: Context): Promise<ProbeFinding[]> {
  const { fields } = context.settings
  const nobodys = `probe:${context.now().getTime()}`
  const found = [
    ...(await search(context, 'tickets', fieldIs(fields.key, nobodys))),
    ...(await search(context, 'tickets', fieldIs(fields.opener, nobodys))),
    ...(await search(context, 'transactions', fieldIs(fields.event, nobodys))),
  ]
  if (found.length === 0) return [well('look-up', 'a search for an id that nobody has finds nothing')]
  return [
    bad(
      'look-up',
      'a search for an id that nobody has finds tickets: do not go live, contacts would land in strangers’ tickets; ask RT’s administrator what rewrites queries',
    ),
  ]
}

function well(about: ProbeFinding['about'], sentence: string): ProbeFinding {
  return { about, well: true, sentence }
}

function bad(about: ProbeFinding['about'], sentence: string): ProbeFinding {
  return { about, well: false, sentence }
}
