import { DeliveryEnded } from '../../../../functions/contracts/delivery-ended.ts'
import type { DeliveryOutcome, Progress, RemoteIds } from '../../../../functions/contracts/destination.ts'
import type { Chat, ChatMessage } from '../../../../functions/kits/chat/chat.ts'
import { runAttempt } from '../../../../functions/kits/chat/chat-attempt.ts'
import { deliverToChat } from '../../../../functions/kits/chat/deliver-to-chat.ts'
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

const settings = {
  answered: 'disconnect',
  withdrawn: 'disconnect',
  language: 'de',
  timeZone: 'Europe/Berlin',
} as const

/** Ends an attempt as a lost answer does. */
export function loseAnswer(): never {
  throw new DeliveryEnded({ status: 'retry', reason: 'no answer: ECONNRESET', uncertain: true })
}

/**
 * A messaging system in memory that differs from Genesys Cloud wherever the kit allows it: conversations have to be
 * opened, a message holds a text or a file, it is there when it is taken, and there is no place for notes.
 */
export function memoryChat(limits: Partial<Chat['limits']> = {}) {
  const conversations: MemoryConversation[] = []
  const faults: Faults[] = []
  const opened = new Map<string, MemoryConversation>()

  const chatFor = (event: RoutedEvent): Chat => ({
    limits: { maxText: 500, maxTexts: 4, files: 'content', filesApart: true, ...limits },
    async read(id) {
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
    },
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
  })

  return {
    conversations,
    /** One for each message that is handed over, in order. */
    faults,
    /** Delivers an event, again and again until it is done. @returns the outcome of each attempt */
    async bring(
      event: RoutedEvent,
      { remote, chat = chatFor(event) }: { remote?: RemoteIds | undefined; chat?: Chat } = {},
    ): Promise<DeliveryOutcome[]> {
      const outcomes: DeliveryOutcome[] = []
      let progress: Progress | undefined
      for (let attempt = 1; attempt <= 20; attempt++) {
        const given = { attempt, ...(remote && { remote }), ...(progress && { progress }) }
        const context = await deliveryContext(event, settings, given)
        const outcome = await runAttempt(event, context, (each) => deliverToChat(each, chat))
        outcomes.push(outcome)
        if (outcome.status !== 'retry') break
        progress = { ...progress, ...outcome.progress }
      }
      return outcomes
    },
    chatFor,
  }
}
