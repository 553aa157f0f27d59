import type { NormalizeResult, WebhookRequest } from '../contracts/platform.ts'
import { NotAccepted } from '../core/errors.ts'
import { acceptanceGroup, conversationKey } from '../core/ids.ts'
import { mapLimited } from '../core/map-limited.ts'
import { broughtMessage, packEvent } from '../core/message-body.ts'
import { sendInOrder } from '../core/send-in-order.ts'
import type { AcceptPorts } from './ports.ts'
import { quarantine } from './quarantine.ts'
import { tellNotices } from './tell-notices.ts'

/** One after the other, a thousand at 30 ms each would take longer than the gateway waits. */
const parallelPuts = 16
/** As many as help: what is wrong is mostly the same each time. */
const maxReasons = 20

/**
 * Puts everything where it is safe, then responds with 200: attachments before the events that refer to them,
 * events into the queue, the rest into quarantine, of which the answer tells the reasons.
 *
 * @throws NotAccepted where the queue did not take every event; store errors as they are
 */
export async function acceptResult(
  request: WebhookRequest,
  result: NormalizeResult,
  ports: AcceptPorts,
): Promise<Response> {
  const { queue, store, telemetry, now } = ports
  await mapLimited(result.objects, parallelPuts, ({ key, bytes, type }) => store.put(key, bytes, type))

  const messages = await mapLimited(result.events, parallelPuts, async (event) => ({
    id: event.id,
    group: acceptanceGroup(event),
    body: await packEvent(event, 'contacts', store),
    deduplicationId: event.id,
    brings: [broughtMessage(event)],
  }))
  const { refused, failed } = await sendInOrder(queue, messages)
  if (failed > 0)
    throw new NotAccepted(
      'queue_unavailable',
      `the queue did not take ${failed} of ${messages.length} events`,
    )

  const doubtful = [
    ...result.quarantined.map(({ what, why }) => ({ what, why })),
    ...refused.map(({ id }) => ({ what: id, why: 'the queue will not take this message' })),
  ]
  if (messages.length + doubtful.length + result.ignored.length === 0)
    doubtful.push({ what: 'body', why: 'nothing in it that could be read' })
  if (doubtful.length > 0) await quarantine(request, doubtful, ports)

  const refusedIds = new Set(refused.map(({ id }) => id))
  const ms = now().getTime() - request.receivedAt.getTime()
  for (const event of result.events)
    if (!refusedIds.has(event.id))
      telemetry.step('accepted', { event: event.id, conversation: conversationKey(event), ms })
  telemetry.count('Accepted', messages.length - refused.length)
  await tellNotices(request, result.ignored, ports)
  return Response.json({
    events: messages.length - refused.length,
    ignored: result.ignored.length,
    quarantined: doubtful.length,
    // Whoever wrote the sender reads here what is wrong with it; neither quotes a person.
    ...(doubtful.length > 0 && { reasons: doubtful.slice(0, maxReasons) }),
  })
}
