import * as z from 'zod'
import type { RoutedEvent } from '../../../schemas/contact-event.ts'
import { rejection, unreadable } from '../../contracts/delivery-ended.ts'
import type { DeliveryOutcome } from '../../contracts/destination.ts'
import { jsonOf, refusal } from './ask.ts'
import { searchable } from './find-tickets.ts'
import { remoteIds } from './remote-ids.ts'
import { addRequestor, requestorOnCreate } from './requestor.ts'
import { sendMessage } from './send-message.ts'
import type { RtContext } from './settings.ts'

const created = z.looseObject({ id: z.union([z.string(), z.number()]).transform(String) })

/** @param closed a ticket of the same key that cannot be opened again */
export async function createTicket(
  event: RoutedEvent,
  context: RtContext,
  closed?: string,
): Promise<DeliveryOutcome> {
  const { settings, idempotencyKey } = context
  const { answer, degraded } = await sendMessage(event, context, 'ticket', {
    Queue: settings.queue,
    ...requestorOnCreate(event, settings),
    ...(closed !== undefined && { RefersTo: closed }),
    CustomFields: {
      [settings.fields.key]: searchable(event.work.key),
      [settings.fields.opener]: searchable(idempotencyKey),
    },
  })
  if (answer.status === 403)
    throw rejection(
      'queue_refused',
      'answered 403: there is no such queue, it is disabled, or the user lacks CreateTicket on it',
      'destination',
    )
  if (answer.status !== 201) throw refusal(answer, context)
  const { data } = created.safeParse(await jsonOf(answer))
  if (!data) throw unreadable('the id of the ticket')
  const all = [...degraded, ...(await addRequestor(event, data.id, context))]
  return {
    status: 'delivered',
    remote: remoteIds(data.id, settings),
    ...(all.length > 0 && { degraded: all }),
  }
}
