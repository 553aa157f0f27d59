import * as z from 'zod'
import { notYet, rejection, unreadable } from '../../contracts/delivery-ended.ts'
import { compact } from '../../core/compact.ts'
import { wrongEndpoint } from '../../kits/http/json-api.ts'
import type { TicketAttempt, TicketSystem } from '../../kits/ticketing/ticket-system.ts'
import { changeTicket } from './change-ticket.ts'
import { composeMessage } from './compose-message.ts'
import { fieldIs, findTicket, type RtTicket, readTicket, search, searchable } from './find-tickets.ts'
import { addRequestor, requestorOnCreate } from './requestor.ts'
import { openRt, type Rt, rtId } from './rt-api.ts'
import type { RtSettings } from './settings.ts'

const created = z.looseObject({ id: rtId })
/** What RT says beside the message when it has kept the custom field, too. */
const marked = z.array(z.unknown()).refine((results) => results.includes('Custom fields updated'))
const transaction = /\/transaction\/(\d+)$/
const denial = /permission denied/i
const noTicket = /could not be recorded/i

/** Request Tracker for one attempt. Of all messages only a comment is mailed to nobody but the queue's own people. */
export function ticketSystem(attempt: TicketAttempt<RtSettings>): TicketSystem<RtTicket> {
  const { event, context, degraded } = attempt
  const { settings, idempotencyKey } = context
  const rt = openRt(context)
  const marks = { key: searchable(event.work.key), event: searchable(idempotencyKey) }

  async function finishOpened(ticket: string, found: RtTicket | undefined) {
    if (found && !found.hasRequestor) await addRequestor(ticket, attempt, rt)
    return { ticket }
  }

  return {
    url: (ticket, message) =>
      `${settings.url}/Ticket/Display.html?id=${ticket}${message === undefined ? '' : `#txn-${message}`}`,
    read: (ticket) => readTicket(rt, ticket, settings),
    find: () => findTicket(rt, event.work.key, settings),
    async open(note, follows) {
      const { status, json } = await rt({
        method: 'POST',
        path: '/ticket',
        json: compact({
          ...composeMessage(note, { opens: true }),
          Queue: settings.queue,
          ...requestorOnCreate(event, settings),
          RefersTo: follows,
          CustomFields: { [settings.fields.key]: marks.key, [settings.fields.opener]: marks.event },
        }),
        expected: [403],
      })
      if (status === 403)
        throw rejection(
          'queue_refused',
          'answered 403: there is no such queue, it is disabled, or the user lacks CreateTicket on it',
          'destination',
        )
      if (status !== 201) throw wrongEndpoint(status)
      const ticket = json(created)?.id
      if (ticket === undefined) throw unreadable('the id of the ticket')
      await addRequestor(ticket, attempt, rt)
      return { ticket }
    },
    async append(ticket, note, change) {
      if (!(await changeTicket(ticket, change, attempt, rt))) return 'closed'
      const { status, headers, text, json } = await rt({
        method: 'POST',
        path: `/ticket/${ticket.id}/comment`,
        json: {
          ...composeMessage(note, { opens: false }),
          TxnCustomFields: { [settings.fields.event]: marks.event },
        },
        expected: [400],
      })
      if (status === 400) throw await commentRefused(text, ticket, rt, settings)
      if (status !== 201) throw wrongEndpoint(status)
      if (!json(marked)) degraded.add('event_not_marked')
      return { ticket: ticket.id, message: transaction.exec(headers.get('location') ?? '')?.[1] }
    },
    async resume(opened) {
      if (opened) return finishOpened(opened.id, opened)
      const [comment] = await search(rt, 'transactions', fieldIs(settings.fields.event, idempotencyKey))
      if (comment?.ObjectId !== undefined) return { ticket: comment.ObjectId, message: comment.id }
      const [ticket] = await search(rt, 'tickets', fieldIs(settings.fields.opener, idempotencyKey))
      return ticket && finishOpened(ticket.id, await readTicket(rt, ticket.id, settings))
    },
  }
}

/** One ticket that somebody has moved to another queue must not stop all the others. */
async function commentRefused(text: string, { queueId }: RtTicket, rt: Rt, { queue }: RtSettings) {
  // The next attempt sees that it is not there, and opens another.
  if (noTicket.test(text)) return notYet('answered 400: the ticket has just gone')
  if (!denial.test(text)) return rejection('refused', 'answered 400')
  const { json } = await rt({ path: `/queue/${encodeURIComponent(queue)}` })
  const isOurs = json(z.looseObject({ id: rtId }))?.id === queueId
  return rejection(
    'comment_refused',
    'answered 400 (permission denied): the user lacks CommentOnTicket on the queue of this ticket',
    ...(isOurs ? (['destination'] as const) : []),
  )
}
