import type { RoutedEvent } from '../../../schemas/contact-event.ts'
import type { AttachmentAccess, DeliveryOutcome, DestinationAdapter } from '../../contracts/destination.ts'
import { toCloudEvent } from '../../core/cloud-event.ts'
import { failureOutcome, httpOutcome, rejectedOutcome } from '../../kits/http/http-outcome.ts'
import { responseExcerpt } from '../../kits/http/response-excerpt.ts'
import { encodeEvent } from './encode-event.ts'
import { settings, type WebhookSettings } from './settings.ts'
import { signBody } from './sign-body.ts'

/**
 * Posts every event as a CloudEvent 1.0 with a Standard Webhooks signature. Receivers answer any 2xx within the
 * time-out, also to kinds that they do not know, and skip a `webhook-id` that they already have.
 */
export const webhook: DestinationAdapter<WebhookSettings> = {
  name: 'webhook',
  settings,
  limits: { canEdit: true, canDelete: true, holds: 'both' },
  open: ({ settings, idempotencyKey, attachments, fetch, signal, now }) => ({
    async deliver(event) {
      const { headers, body } = encodeEvent(toCloudEvent(withLinks(event, attachments)), settings.mode)
      const request = {
        method: 'POST',
        headers: {
          ...headers,
          ...signBody(body, idempotencyKey, now(), settings.signingSecrets),
          ...(settings.authorization && { authorization: settings.authorization }),
          'user-agent': 'netzdialog/1',
        },
        body,
        signal,
      }
      try {
        const answer = await fetch(settings.url, request)
        const outcome = sameForAll.has(answer.status) ? nothingThere(answer) : httpOutcome(answer, now())
        if (outcome.status !== 'rejected') return outcome
        const { url, authorization = '', signingSecrets } = settings
        const response = await responseExcerpt(answer, url, [authorization, ...signingSecrets])
        return { ...outcome, ...(response !== undefined && { response }) }
      } catch (error) {
        return failureOutcome(error)
      }
    },
  }),
  operator: () => import('./operator.ts'),
}

/** A receiver cannot open our store: it gets a link to what lies there. */
function withLinks(event: RoutedEvent, access: AttachmentAccess): RoutedEvent {
  const { message } = event
  if (!message?.attachments.some(({ state }) => state === 'stored')) return event
  const attachments = message.attachments.map((attachment) => {
    const url = attachment.state === 'stored' ? access.link(attachment) : undefined
    return url === undefined ? attachment : { ...attachment, url }
  })
  return { ...event, message: { ...message, attachments } }
}

/** About address, method and media type, which no event chooses: the next one would be refused as well. */
const sameForAll = new Set([404, 405, 415])

function nothingThere({ status }: Response): DeliveryOutcome {
  return rejectedOutcome('wrong_endpoint', `answered ${status}: check url and mode`, 'destination')
}
