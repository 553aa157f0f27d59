import { DeliveryEnded } from '../../contracts/delivery-ended.ts'
import type { DeliveryContext, DeliveryOutcome, DestinationAdapter } from '../../contracts/destination.ts'
import { deliverTicket } from './deliver-ticket.ts'
import { findExisting } from './find-existing.ts'
import { pushResource } from './push-resource.ts'
import { settings, type ZendeskSettings } from './settings.ts'
import { fileLimit } from './upload-files.ts'
import { commentLimit } from './write-comment.ts'
import { openZendesk } from './zendesk-api.ts'

/** Zendesk Support: tickets by its ticket API, or pushed through an integration of its Channel framework. */
export const zendesk: DestinationAdapter<ZendeskSettings> = {
  name: 'zendesk',
  settings,
  limits: {
    text: commentLimit,
    attachment: fileLimit,
    // Each takes two to five requests, one of them an update: the smallest plan allows 200 and 100 a minute.
    requestsPerSecond: 0.8,
    canEdit: false,
    canDelete: true,
    holds: 'both',
  },
  open(context) {
    const byChannel = context.settings.deliver === 'channel'
    const zendesk = openZendesk(context)
    return {
      async deliver(event) {
        const progress: Record<string, string> = { ...context.progress }
        const deliver = byChannel ? pushResource : deliverTicket
        return withProgress(
          await endOf(deliver({ event, context, zendesk, progress, degraded: new Set() })),
          progress,
        )
      },
      async findExisting(event) {
        // Zendesk itself skips what it has of a channel.
        if (byChannel) return undefined
        return findExisting({ event, context, zendesk })
      },
    }
  },
  operator: () => import('./probe.ts'),
}

async function endOf(delivery: Promise<DeliveryOutcome>): Promise<DeliveryOutcome> {
  try {
    return await delivery
  } catch (error) {
    if (error instanceof DeliveryEnded) return error.outcome
    throw error
  }
}

function withProgress(
  outcome: DeliveryOutcome,
  progress: NonNullable<DeliveryContext<unknown>['progress']>,
): DeliveryOutcome {
  if (outcome.status !== 'retry' || Object.keys(progress).length === 0) return outcome
  return { ...outcome, progress }
}
