import { DeliveryEnded } from '../../contracts/delivery-ended.ts'
import type { DeliveryOutcome, DestinationAdapter } from '../../contracts/destination.ts'
import type { Delivery } from './delivery.ts'
import { findExisting } from './find-existing.ts'
import { deliverPrivate } from './private-message.ts'
import { deliverPublic } from './public-message.ts'
import { type GenesysSettings, settings } from './settings.ts'

/**
 * Genesys Cloud: private contacts become conversations by Open Messaging, public ones messages of a social listening
 * topic, of which those that are to be answered are escalated to conversations.
 */
export const genesys: DestinationAdapter<GenesysSettings> = {
  name: 'genesys',
  settings,
  limits: {
    // Each takes two to four requests, of which one client may send 300 a minute.
    requestsPerSecond: 1.5,
    canEdit: false,
    canDelete: false,
    holds: 'both',
  },
  open: (context) => ({
    async deliver(event) {
      const progress = { ...context.progress }
      const deliver = event.visibility === 'public' ? deliverPublic : deliverPrivate
      return withProgress(await endOf(deliver({ event, context, progress })), progress)
    },
    findExisting: (event) => findExisting(event, context),
  }),
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

function withProgress(outcome: DeliveryOutcome, progress: Delivery['progress']): DeliveryOutcome {
  if (outcome.status !== 'retry' || Object.keys(progress).length === 0) return outcome
  return { ...outcome, progress }
}
