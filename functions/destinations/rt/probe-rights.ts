import * as z from 'zod'
import type { ProbeContext, ProbeFinding } from '../../contracts/destination.ts'
import { ask, jsonOf } from './ask.ts'
import { search } from './find-tickets.ts'
import type { RtSettings } from './settings.ts'

type Context = ProbeContext<RtSettings>

const ticketAnswer = z.looseObject({
  Created: z.string().default(''),
  LastUpdated: z.string().default(''),
  Creator: z.looseObject({ id: z.unknown() }).default({ id: undefined }),
  LastUpdatedBy: z.looseObject({ id: z.unknown() }).default({ id: undefined }),
  CustomFields: z
    .array(z.looseObject({ name: z.string(), values: z.array(z.unknown()).default([]) }))
    .default([]),
  _hyperlinks: z.array(z.looseObject({ ref: z.string().optional() })).default([]),
})

/** What RT tells of the user's rights only by a ticket: the queue's newest, and the newest that is ours. */
export async function probeTickets(context: Context, queue: number): Promise<ProbeFinding[]> {
  const [newest] = await search(context, 'tickets', `Queue = ${queue} AND Status = '__Active__'`)
  const [own] = await search(context, 'tickets', `Queue = ${queue} AND Creator = '__CurrentUser__'`)
  const findings = newest ? rightsOn(await read(context, newest.id)) : []
  if (own) {
    const ticket = await read(context, own.id)
    findings.push(...marksOn(ticket, context.settings))
    const comments = await search(context, 'transactions', "Creator = '__CurrentUser__' AND Type = 'Comment'")
    findings.push(...commentsOn(ticket, comments.length))
  }
  if (findings.length > 0) return findings
  // RT hides tickets as if there were none, and says nothing of the right to see them.
  return [
    {
      about: 'rights',
      well: true,
      sentence:
        'whether the user may comment, change tickets and write custom fields shows at the first ticket: probe again then; if there is one already, give the user ShowTicket on the queue, or every message opens another',
    },
  ]
}

async function read(context: Context, ticket: string) {
  const answer = await ask(context, 'GET', `ticket/${ticket}`)
  const ticketRead = ticketAnswer.safeParse(answer.status === 200 ? await jsonOf(answer) : undefined)
  return ticketRead.success ? ticketRead.data : undefined
}

type Read = Awaited<ReturnType<typeof read>>

function rightsOn(ticket: Read): ProbeFinding[] {
  const refs = new Set(ticket?._hyperlinks.map(({ ref }) => ref))
  const missing = [
    ...(ticket ? [] : ['ShowTicket']),
    ...(refs.has('comment') ? [] : ['CommentOnTicket']),
    ...(refs.has('lifecycle') ? [] : ['ModifyTicket']),
  ]
  return [
    missing.length === 0
      ? { about: 'rights', well: true, sentence: 'the user may comment on tickets and change them' }
      : {
          about: 'rights',
          well: false,
          sentence: `the user lacks rights on the queue: give it ${missing.join(', ')}`,
        },
  ]
}

function marksOn(ticket: Read, { fields }: RtSettings): ProbeFinding[] {
  const values = new Map(ticket?.CustomFields.map(({ name, values }) => [name, values]))
  const empty = [fields.key, fields.opener].filter((name) => !values.get(name)?.length)
  return [
    empty.length === 0
      ? { about: 'look-up', well: true, sentence: 'the newest ticket of ours carries its ids' }
      : {
          about: 'look-up',
          well: false,
          sentence: `the newest ticket of ours has nothing in ${empty.join(', ')}: give the user ModifyCustomField on them, or tickets are opened twice`,
        },
  ]
}

/** Setting the requestor of a new ticket is an update, too. */
const creationMs = 60_000

/** RT leaves out what the user may not see: its own comments would not be found again. */
function commentsOn(ticket: Read, visible: number): ProbeFinding[] {
  if (visible > 0) return [{ about: 'look-up', well: true, sentence: 'the user sees its own comments' }]
  const later = ticket && Date.parse(ticket.LastUpdated) - Date.parse(ticket.Created) > creationMs
  if (!later || ticket.Creator.id !== ticket.LastUpdatedBy.id) return []
  return [
    {
      about: 'look-up',
      well: false,
      sentence:
        'the user sees none of its own comments: give it ShowTicketComments on the queue, or messages may be appended twice',
    },
  ]
}
