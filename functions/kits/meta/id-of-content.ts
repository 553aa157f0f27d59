import { sha256 } from '../../core/ids.ts'
import type { MessagingThread } from './messaging-thread.ts'

/** The native id of what has none: its sort, its thread, when it was sent and what it says. */
export function idOfContent(
  sort: string,
  { conversation, moment }: MessagingThread,
  ...content: readonly unknown[]
): string {
  return `${sort}/${sha256(JSON.stringify([conversation.id, moment, ...content])).slice(0, 32)}`
}
