import * as z from 'zod'
import type { ProbeFinding } from '../../contracts/destination.ts'
import { fine, wrong } from '../../kits/delivery/finding.ts'
import { customFields, search } from './find-tickets.ts'
import type { Rt } from './rt-api.ts'
import type { RtSettings } from './settings.ts'

const user = z.looseObject({ id: z.unknown() }).default({ id: undefined })
const ticketForm = z.looseObject({
  Created: z.string().default(''),
  LastUpdated: z.string().default(''),
  Creator: user,
  LastUpdatedBy: user,
  CustomFields: customFields,
  _hyperlinks: z.array(z.looseObject({ ref: z.string().optional() })).default([]),
})
type Read = z.infer<typeof ticketForm> | undefined

/** What RT tells of the user's rights only by a ticket: the queue's newest, and the newest that is ours. */
export async function probeRights(rt: Rt, queue: number, settings: RtSettings): Promise<ProbeFinding[]> {
  const read = async (id: string): Promise<Read> => {
    const { status, json } = await rt({ path: `/ticket/${id}`, expected: 'every' })
    return status === 200 ? json(ticketForm) : undefined
  }
  const [newest] = await search(rt, 'tickets', `Queue = ${queue} AND Status = '__Active__'`)
  const [own] = await search(rt, 'tickets', `Queue = ${queue} AND Creator = '__CurrentUser__'`)
  const findings = newest ? [rightsOn(await read(newest.id))] : []
  if (own) {
    const ticket = await read(own.id)
    const comments = await search(rt, 'transactions', "Creator = '__CurrentUser__' AND Type = 'Comment'")
    findings.push(marksOn(ticket, settings), ...commentsOn(ticket, comments.length))
  }
  if (findings.length > 0) return findings
  // RT hides tickets as if there were none, and says nothing of the right to see them.
  return [
    fine(
      'rights',
      'whether the user may comment, change tickets and write custom fields shows at the first ticket: probe again then; if there is one already, give the user ShowTicket on the queue, or every message opens another',
    ),
  ]
}

function rightsOn(ticket: Read): ProbeFinding {
  const refs = new Set(ticket?._hyperlinks.map(({ ref }) => ref))
  const missing = [
    ...(ticket ? [] : ['ShowTicket']),
    ...(refs.has('comment') ? [] : ['CommentOnTicket']),
    ...(refs.has('lifecycle') ? [] : ['ModifyTicket']),
  ]
  return missing.length === 0
    ? fine('rights', 'the user may comment on tickets and change them')
    : wrong('rights', `the user lacks rights on the queue: give it ${missing.join(', ')}`)
}

function marksOn(ticket: Read, { fields }: RtSettings): ProbeFinding {
  const values = new Map(ticket?.CustomFields.map(({ name, values }) => [name, values]))
  const empty = [fields.key, fields.opener].filter((name) => !values.get(name)?.length)
  return empty.length === 0
    ? fine('look-up', 'the newest ticket of ours carries its ids')
    : wrong(
        'look-up',
        `the newest ticket of ours has nothing in ${empty.join(', ')}: give the user ModifyCustomField on them, or tickets are opened twice`,
      )
}

/** Setting the requestor of a new ticket is an update, too. */
const creationMs = 60_000

/** RT leaves out what the user may not see: its own comments would not be found again. */
function commentsOn(ticket: Read, visible: number): ProbeFinding[] {
  if (visible > 0) return [fine('look-up', 'the user sees its own comments')]
  const later = ticket && Date.parse(ticket.LastUpdated) - Date.parse(ticket.Created) > creationMs
  if (!later || ticket.Creator.id !== ticket.LastUpdatedBy.id) return []
  return [
    wrong(
      'look-up',
      'the user sees none of its own comments: give it ShowTicketComments on the queue, or messages may be appended twice',
    ),
  ]
}
