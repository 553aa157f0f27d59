import { ConversationOrder } from './conversation-order.ts'
import type { Entry, SeenConversation } from './feed-entry.ts'

interface Conversation extends SeenConversation {
  entries: readonly Entry[]
  version: number
}

/** The conversations that entries of the feed belong to, the last active first. */
export interface FeedConversations {
  /** Puts an entry into its conversation, in the order of acceptance. */
  join(entry: Entry): void
  /** Takes it out again; a conversation without entries is gone. */
  leave(entry: Entry): void
  /** Something of it has to be rendered anew. */
  touch(id: string): void
  /** Something changed that belongs to none. */
  changed(): void
  get(id: string): SeenConversation | undefined
  newest(count: number): SeenConversation[]
  readonly count: number
  /** Grows with every change. */
  readonly version: number
}

export function feedConversations(): FeedConversations {
  const conversations = new Map<string, Conversation>()
  const order = new ConversationOrder()
  let version = 0

  function changed(conversation: Conversation | undefined): void {
    if (!conversation) return
    version += 1
    conversation.version = version
  }

  return {
    join(entry) {
      const { conversationId: id } = entry.event
      const conversation = conversations.get(id) ?? { id, entries: [], version: 0 }
      conversations.set(id, conversation)
      // One that route has put here from elsewhere may be older than the last.
      const before = conversation.entries.findLastIndex(({ place }) => place < entry.place)
      conversation.entries = conversation.entries.toSpliced(before + 1, 0, entry)
      order.active(id)
      changed(conversation)
    },
    leave(entry) {
      const conversation = conversations.get(entry.event.conversationId)
      if (!conversation) return
      conversation.entries = conversation.entries.filter((other) => other !== entry)
      changed(conversation)
      if (conversation.entries.length > 0) return
      conversations.delete(conversation.id)
      order.forget(conversation.id)
    },
    touch: (id) => changed(conversations.get(id)),
    changed() {
      version += 1
    },
    get: (id) => conversations.get(id),
    newest: (count) => order.newest(count).flatMap((id) => conversations.get(id) ?? []),
    get count() {
      return conversations.size
    },
    get version() {
      return version
    },
  }
}
