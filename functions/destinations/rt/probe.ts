import * as z from 'zod'
import type { ProbeContext, ProbeFinding } from '../../contracts/destination.ts'
import { fine, wrong } from '../../kits/delivery/finding.ts'
import { lookUpFinding, nobodysKey, probeTickets } from '../../kits/ticketing/probe-tickets.ts'
import { fieldIs, search } from './find-tickets.ts'
import { probeRights } from './probe-rights.ts'
import { openRt, type Rt } from './rt-api.ts'
import type { RtSettings } from './settings.ts'

const named = z.array(z.looseObject({ name: z.string().optional() })).default([])
const queueForm = z.looseObject({
  id: z.union([z.string(), z.number()]).transform(Number),
  Name: z.string(),
  Disabled: z.union([z.string(), z.number()]).transform(Number).default(0),
  TicketCustomFields: named,
  TicketTransactionCustomFields: named,
  _hyperlinks: z.array(z.looseObject({ ref: z.string().optional() })).default([]),
})
type Queue = z.infer<typeof queueForm>

/** Reads the queue, looks for what nobody has, and looks at the newest tickets; writes nothing. */
export function probe(context: ProbeContext<RtSettings>): Promise<ProbeFinding[]> {
  const { settings } = context
  const rt = openRt(context)
  return probeTickets({
    url: settings.url,
    log: 'RT’s log',
    refused: {
      credentials: 'put a token of an enabled user, or its name and password, into the secret',
      address:
        'REST 2.0 is not there: set url to the address of RT’s home page, and let its web server pass /REST/2.0 and the Authorization header on',
    },
    async reach() {
      const path = `/queue/${encodeURIComponent(settings.queue)}`
      const { status, json } = await rt({ path, expected: 'every' })
      const remedy = 'correct the name, or give the user the right SeeQueue on it'
      if (status === 403)
        return { refused: wrong('rights', `it shows no queue "${settings.queue}" (answered 403): ${remedy}`) }
      const queue = status === 200 ? json(queueForm) : undefined
      if (!queue) return { refused: status }
      return [
        async () => [queueFinding(queue), fieldFinding(queue, settings)],
        async () => [await lookUp(rt, settings, nobodysKey(context))],
        () => probeRights(rt, queue.id, settings),
      ]
    },
  })
}

function queueFinding({ Name, Disabled, _hyperlinks }: Queue): ProbeFinding {
  if (Disabled === 1) return wrong('rights', `the queue "${Name}" is disabled: enable it, or set another one`)
  return _hyperlinks.some(({ ref }) => ref === 'create')
    ? fine('rights', `the user may open tickets in "${Name}"`)
    : wrong('rights', `the user may open no tickets in "${Name}": give it the right CreateTicket there`)
}

function fieldFinding(queue: Queue, { fields }: RtSettings): ProbeFinding {
  const ofTickets = queue.TicketCustomFields.map(({ name }) => name)
  const ofTransactions = queue.TicketTransactionCustomFields.map(({ name }) => name)
  const missing = [
    ...[fields.key, fields.opener]
      .filter((name) => !ofTickets.includes(name))
      .map((name) => `${name} (of tickets)`),
    ...(ofTransactions.includes(fields.event) ? [] : [`${fields.event} (of ticket transactions)`]),
  ]
  return missing.length === 0
    ? fine('rights', 'the custom fields apply to the queue, and the user sees them')
    : wrong(
        'look-up',
        `custom fields are missing: ${missing.join(', ')}. Create them, apply them to the queue, and give the user SeeCustomField and ModifyCustomField on them, or nothing is found again and tickets are opened twice`,
      )
}

async function lookUp(rt: Rt, { fields }: RtSettings, nobodys: string): Promise<ProbeFinding> {
  const found = [
    ...(await search(rt, 'tickets', fieldIs(fields.key, nobodys))),
    ...(await search(rt, 'tickets', fieldIs(fields.opener, nobodys))),
    ...(await search(rt, 'transactions', fieldIs(fields.event, nobodys))),
  ]
  return lookUpFinding(
    found,
    'do not go live, contacts would land in strangers’ tickets; ask RT’s administrator what rewrites queries',
  )
}
