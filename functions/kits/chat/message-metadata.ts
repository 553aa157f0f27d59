import type { RoutedEvent } from '../../../schemas/contact-event.ts'
import { compact } from '../../core/compact.ts'

/** Marks of a message for flows, scripts and whoever looks for it; names and words of people are not in it. */
export function messageMetadata(event: RoutedEvent): Record<string, string> {
  const { id, kind, platform, surface, visibility, direction, account, conversation, message, reply, work } =
    event
  return compact({
    eventId: id,
    workKey: work.key,
    effect: work.effect,
    kind,
    platform,
    surface,
    visibility,
    direction,
    account: account.id,
    messageId: message?.id,
    originalUrl: message?.url ?? conversation.url,
    replyUntil: reply.windows[0]?.until,
  })
}
