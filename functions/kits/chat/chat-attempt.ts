import type { RoutedEvent } from '../../../schemas/contact-event.ts'
import { type DeliveryEnded, notYet, rejection } from '../../contracts/delivery-ended.ts'
import type { DeliveryContext, DeliveryOutcome, Progress, RemoteIds } from '../../contracts/destination.ts'
import type { Pending } from './chat.ts'
import type { ChatSettings } from './chat-settings.ts'

/** One attempt on its way through the steps. */
export interface ChatAttempt<Settings extends ChatSettings = ChatSettings> {
  readonly event: RoutedEvent
  readonly context: DeliveryContext<Settings>
  /** Steps that are done; what an attempt adds is kept for the next where this one ends in a retry. */
  readonly progress: Record<string, string>
}

/** Id of the conversation that the event's messages are in, else of the one of its work key. */
export function knownConversation(
  { remote }: Pick<ChatAttempt['context'], 'remote'>,
  progress: Progress | undefined,
): string | undefined {
  return progress?.['conversation'] || remote?.ticket
}

/** How often what is still to come is waited for, some seconds apart and more. */
const maxWaits = 12

/** Ends an attempt until what was accepted has come to be, or for good; an operator's new attempt counts anew. */
export function waitAgain(
  { context, progress }: ChatAttempt,
  { pending, remedy }: Pending,
  { code, seconds }: { code: string; seconds: number },
): DeliveryEnded {
  const waits = (context.attempt === 1 ? 0 : Number(progress['waits'] ?? 0)) + 1
  progress['waits'] = String(waits)
  return waits > maxWaits ? rejection(code, `${pending}: ${remedy}`) : notYet(pending, seconds)
}

export type Delivered = Extract<DeliveryOutcome, { status: 'delivered' }>

export function delivered(
  degraded: string[],
  { remote, deduplicated }: { remote?: RemoteIds | undefined; deduplicated?: boolean | undefined } = {},
): Delivered {
  return {
    status: 'delivered',
    ...(remote && { remote }),
    ...(deduplicated && { deduplicated }),
    ...(degraded.length > 0 && { degraded }),
  }
}
