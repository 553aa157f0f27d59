import type { DestinationAdapter } from '../../contracts/destination.ts'
import { runAttempt } from '../../kits/chat/chat-attempt.ts'
import { deliverToChat } from '../../kits/chat/deliver-to-chat.ts'
import { deliverToTopic } from '../../kits/chat/deliver-to-topic.ts'
import { findSent } from '../../kits/chat/find-sent.ts'
import { readConversation } from './conversation.ts'
import { openMessaging } from './open-messaging.ts'
import { type GenesysSettings, settings } from './settings.ts'
import { socialTopic } from './social-topic.ts'

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
    deliver: (event) =>
      runAttempt(event, context, (attempt) =>
        event.visibility === 'public'
          ? deliverToTopic(attempt, socialTopic({ event, context }))
          : deliverToChat(attempt, openMessaging({ event, context })),
      ),
    // Messages are found by the ids of Genesys Cloud only, so that a topic is told of the same id once more.
    findExisting: async (event) =>
      event.visibility === 'public'
        ? undefined
        : findSent(event, context, { read: (id) => readConversation(context, id) }),
  }),
  operator: () => import('./probe.ts'),
}
