import type { RoutedEvent } from '../../../schemas/contact-event.ts'
import type { RemoteIds } from '../../contracts/destination.ts'
import { fieldIs, readTicket, search } from './find-tickets.ts'
import { remoteIds } from './remote-ids.ts'
import { addRequestor } from './requestor.ts'
import type { RtContext } from './settings.ts'

/** The comment or ticket that carries the event's id. A ticket whose creation was cut short gets its requestor now. */
export async function findExisting(event: RoutedEvent, context: RtContext): Promise<RemoteIds | undefined> {
  return (await findComment(context)) ?? (await findOpened(event, context))
}

async function findComment(context: RtContext): Promise<RemoteIds | undefined> {
  const { settings, idempotencyKey } = context
  const query = fieldIs(settings.fields.event, idempotencyKey)
  const [comment] = await search(context, 'transactions', query, 'ObjectId')
  return comment?.ObjectId === undefined ? undefined : remoteIds(comment.ObjectId, settings, comment.id)
}

async function findOpened(event: RoutedEvent, context: RtContext): Promise<RemoteIds | undefined> {
  const { settings, idempotencyKey } = context
  const [opened] = await search(context, 'tickets', fieldIs(settings.fields.opener, idempotencyKey))
  if (!opened) return undefined
  const ticket = await readTicket(context, opened.id)
  if (ticket && !ticket.hasRequestor) await addRequestor(event, opened.id, context)
  return remoteIds(opened.id, settings)
}
