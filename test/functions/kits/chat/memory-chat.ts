import * as z from 'zod'
import { DeliveryEnded } from '../../../../functions/contracts/delivery-ended.ts'
import type { DeliveryOutcome, Progress, RemoteIds } from '../../../../functions/contracts/destination.ts'
import type { Chat, ChatMessage } from '../../../../functions/kits/chat/chat.ts'
import type { ChatAttempt } from '../../../../functions/kits/chat/chat-attempt.ts'
import { chatDestination } from '../../../../functions/kits/chat/chat-destination.ts'
import { chatSettings } from '../../../../functions/kits/chat/chat-settings.ts'
import type { ChatSystem } from '../../../../functions/kits/chat/chat-system.ts'
import type { Topic } from '../../../../functions/kits/chat/topic.ts'
import type { RoutedEvent } from '../../../../schemas/contact-event.ts'
import { deliveryContext } from '../../../contracts/delivery-context.ts'

export interface MemoryConversation {
  id: string
  customer: string
  state: 'waiting' | 'attended' | 'ended'
  readonly messages: ChatMessage[]
}

/** What happens at a message before the system has it, and after. */
export interface Faults {
  before?: () => 'file_refused' | undefined
  after?: () => void
}

const settings = z.strictObject(chatSettings)

/** Ends an attempt as a lost answer does. */
export function loseAnswer(): never {
  throw new DeliveryEnded({ status: 'retry', reason: 'no answer: ECONNRESET', uncertain: true })
}

/**
 * A messaging system in memory that differs from Genesys Cloud wherever the kit allows it: conversations have to be
 * opened, a message holds a text or a file, it is there when it is taken, and there is no place for notes.
 */
export function memoryChat({
  limits,
  topic,
  ...more
}: Omit<Partial<Chat>, 'limits'> & { limits?: Partial<Chat['limits']>; topic?: Topic } = {}) {
  const conversations: MemoryConversation[] = []
  const faults: Faults[] = []
  const opened = new Map<string, MemoryConversation>()

  const read: ChatSystem['read'] = async (id) => {
    const found = conversations.find((each) => each.id === id)
    return (
      found && {
        active: found.state !== 'ended',
        belongsTo: (speaker) => speaker === found.customer,
        sent: async () => new Map(found.messages.map((message) => [message.id, `message ${message.id}`])),
        ...(found.state === 'waiting' && {
          async end() {
            found.state = 'ended'
            return true
          },
        }),
      }
    )
  }

  const chatFor = ({ event }: ChatAttempt): Chat => ({
    limits: { maxText: 500, maxTexts: 4, files: 'content', filesApart: true, ...limits },
    async open({ id: customer }) {
      const known = opened.get(event.id)
      if (known && known.state !== 'ended') return known.id
      const id = `conversation ${conversations.length + 1}`
      const conversation: MemoryConversation = { id, customer, state: 'waiting', messages: [] }
      opened.set(event.id, conversation)
      conversations.push(conversation)
      return id
    },
    async send(message) {
      const { before, after } = faults.shift() ?? {}
      const refusal = before?.()
      if (refusal !== undefined) return refusal
      const conversation = conversations.find(({ id }) => id === message.conversation)
      if (!conversation) throw new Error(`there is no conversation ${message.conversation}`)
      if (conversation.state === 'ended') return 'over'
      conversation.messages.push(message)
      after?.()
      return { message: `message ${message.id}`, conversation: conversation.id }
    },
    ...more,
  })

  const destination = chatDestination({
    name: 'memory',
    settings,
    limits: { canEdit: false, canDelete: false, holds: 'both' },
    system: (attempt) => ({ read, chat: () => chatFor(attempt), ...(topic && { topic: () => topic }) }),
    operator: () => Promise.reject(new Error('nobody probes it')),
  })

  return {
    conversations,
    /** One for each message that is handed over, in order. */
    faults,
    /** Looks for what an attempt of which nobody knows has left. */
    async find(event: RoutedEvent, given: { remote?: RemoteIds; progress?: Progress }) {
      return destination.open(await deliveryContext(event, settings.parse({}), given)).findExisting(event)
    },
    /** Delivers an event, again and again until it is done. @returns the outcome of each attempt */
    async bring(event: RoutedEvent, { remote }: { remote?: RemoteIds } = {}): Promise<DeliveryOutcome[]> {
      const outcomes: DeliveryOutcome[] = []
      let progress: Progress | undefined
      for (let attempt = 1; attempt <= 20; attempt++) {
        const given = { attempt, ...(remote && { remote }), ...(progress && { progress }) }
        const context = await deliveryContext(event, settings.parse({}), given)
        const outcome = await destination.open(context).deliver(event)
        outcomes.push(outcome)
        if (outcome.status !== 'retry') break
        progress = { ...progress, ...outcome.progress }
      }
      return outcomes
    },
  }
}
