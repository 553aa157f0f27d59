import { chatDestination } from '../../kits/chat/chat-destination.ts'
import { readConversation } from './conversation.ts'
import { openMessaging } from './open-messaging.ts'
import { settings } from './settings.ts'
import { socialTopic } from './social-topic.ts'

/**
 * Genesys Cloud: private contacts become conversations by Open Messaging, public ones messages of a social listening
 * topic, of which those that are to be answered are escalated to conversations.
 */
export const genesys = chatDestination({
  name: 'genesys',
  settings,
  limits: {
    // Each takes two to four requests, of which one client may send 300 a minute.
    requestsPerSecond: 1.5,
    canEdit: false,
    canDelete: false,
    holds: 'both',
  },
  system: (attempt) => ({
    read: (id) => readConversation(attempt.context, id),
    chat: () => openMessaging(attempt),
    topic: () => socialTopic(attempt),
  }),
  operator: () => import('./probe.ts'),
})
