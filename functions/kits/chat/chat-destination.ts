import type { RoutedEvent } from '../../../schemas/contact-event.ts'
import { DeliveryEnded } from '../../contracts/delivery-ended.ts'
import type { DeliveryContext, DeliveryOutcome, DestinationAdapter } from '../../contracts/destination.ts'
import type { ChatAttempt } from './chat-attempt.ts'
import type { ChatSettings } from './chat-settings.ts'
import type { ChatSystem } from './chat-system.ts'
import { deliverToChat } from './deliver-to-chat.ts'
import { deliverToTopic } from './deliver-to-topic.ts'
import { findSent } from './find-sent.ts'

export interface ChatDestination<Settings extends ChatSettings>
  extends Pick<DestinationAdapter<Settings>, 'name' | 'settings' | 'limits' | 'operator'> {
  /** The system, for one attempt. */
  system(attempt: ChatAttempt<Settings>): ChatSystem
}

/** A destination that brings contacts into conversations. */
export function chatDestination<Settings extends ChatSettings>({
  system,
  ...destination
}: ChatDestination<Settings>) {
  const attemptOf = (event: RoutedEvent, context: DeliveryContext<Settings>): ChatAttempt<Settings> => ({
    event,
    context,
    progress: { ...context.progress },
  })
  return {
    ...destination,
    open: (context) => ({
      async deliver(event): Promise<DeliveryOutcome> {
        const attempt = attemptOf(event, context)
        try {
          return await bring(attempt, system(attempt))
        } catch (error) {
          if (error instanceof DeliveryEnded) return withProgress(error.outcome, attempt)
          throw error
        }
      },
      async findExisting(event) {
        const opened = system(attemptOf(event, context))
        return isForTopic(event, opened) ? undefined : findSent(event, context, opened)
      },
    }),
  } satisfies DestinationAdapter<Settings>
}

function bring(attempt: ChatAttempt, system: ChatSystem): Promise<DeliveryOutcome> {
  return isForTopic(attempt.event, system) ? deliverToTopic(attempt, system) : deliverToChat(attempt, system)
}

/** Topics are not searched: they are told of the same id once more. */
function isForTopic(
  { visibility }: RoutedEvent,
  system: ChatSystem,
): system is ChatSystem & Required<Pick<ChatSystem, 'topic'>> {
  return visibility === 'public' && system.topic !== undefined
}

function withProgress(outcome: DeliveryOutcome, { progress }: ChatAttempt): DeliveryOutcome {
  return outcome.status === 'retry' && Object.keys(progress).length > 0 ? { ...outcome, progress } : outcome
}
