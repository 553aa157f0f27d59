import type { RoutedEvent } from '../../../schemas/contact-event.ts'

/** What every message carries for flows, scripts and whoever looks for it; names and words of people are not in it. */
export function metadataOf(event: RoutedEvent): Record<string, string> {
  const { id, kind, platform, surface, visibility, direction, account, conversation, message, reply, work } =
    event
  const url = message?.url ?? conversation.url
  const until = reply.windows[0]?.until
  return {
    eventId: id,
    workKey: work.key,
    effect: work.effect,
    kind,
    platform,
    surface,
    visibility,
    direction,
    account: account.id,
    ...(message && { messageId: message.id }),
    ...(url !== undefined && { originalUrl: url }),
    ...(until !== undefined && { replyUntil: until }),
  }
}
