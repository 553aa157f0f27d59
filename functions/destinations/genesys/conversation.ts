import * as z from 'zod'
import type { RoutedEvent } from '../../../schemas/contact-event.ts'
import { unreadable } from '../../contracts/delivery-ended.ts'
import { shorten } from '../../presentation/fit-text.ts'
import { presentEvent } from '../../presentation/present-event.ts'
import { presentationText } from '../../presentation/presentation-text.ts'
import { type ApiContext, callApi } from './call-api.ts'

export interface Conversation {
  readonly id: string
  /** A message from its customer would become part of it, and begin no other. */
  readonly active: boolean
  /** It waits in a queue or a flow, and no agent has it. */
  readonly waiting: boolean
  /** Of its customer. */
  readonly participant: string | undefined
  /** Whether a message from somebody of that id would become part of it; not where it tells another's. */
  readonly belongsTo: (speakerId: string) => boolean
  /** Genesys Cloud's ids of the customer's messages, in order. */
  readonly messages: readonly string[]
}

const participant = z.looseObject({
  id: z.string(),
  purpose: z.string().default(''),
  state: z.string().default('none'),
  address: z.string().nullish(),
  fromAddress: z
    .looseObject({ addressRaw: z.string().nullish(), addressNormalized: z.string().nullish() })
    .nullish(),
  messages: z.array(z.looseObject({ messageId: z.string().optional() })).default([]),
})
const conversationAnswer = z.looseObject({ participants: z.array(participant).default([]) })
type Participant = z.infer<typeof participant>

const over = new Set(['disconnected', 'terminated'])
const customers = new Set(['customer', 'external'])
const agents = new Set(['agent', 'user'])
const queues = new Set(['acd', 'ivr', 'workflow', 'bot'])

/** Undefined where there is none of that id any more. */
export async function readConversation(context: ApiContext, id: string): Promise<Conversation | undefined> {
  const path = `conversations/messages/${encodeURIComponent(id)}`
  const answer = await callApi(context, { method: 'GET', path }, [404])
  if (answer.status === 404) return undefined
  const { data } = conversationAnswer.safeParse(answer.body)
  if (!data) throw unreadable('a conversation')
  const { participants } = data
  const live = participants.filter(({ state }) => !over.has(state))
  const customer = participants.findLast(({ purpose }) => customers.has(purpose))
  const isAttended = live.some((each) => agents.has(each.purpose) && each.state !== 'alerting')
  return {
    id,
    active: customer !== undefined && live.includes(customer),
    waiting: !isAttended && live.some(({ purpose }) => queues.has(purpose)),
    participant: customer?.id,
    belongsTo: (speakerId) => {
      const addresses = customer ? addressesOf(customer) : []
      return addresses.length === 0 || addresses.includes(speakerId.toLowerCase())
    },
    messages: participants.filter(({ purpose }) => customers.has(purpose)).flatMap(messageIds),
  }
}

function addressesOf({ address, fromAddress }: Participant): string[] {
  const all = [address, fromAddress?.addressRaw, fromAddress?.addressNormalized]
  return all.flatMap((each) => (each ? [each.toLowerCase()] : []))
}

function messageIds({ messages }: Participant): string[] {
  return messages.flatMap(({ messageId }) => messageId ?? [])
}

/** What is not there any more, not in the state any more, or not allowed to these credentials. */
const refusals = [400, 403, 404, 409]

/**
 * Ends a conversation that no agent has. It changes hands all the time: where that fails it stays.
 *
 * @returns codes of what could not be done
 */
export async function takeBack(context: ApiContext, { id, waiting }: Conversation): Promise<string[]> {
  if (!waiting) return []
  const path = `conversations/messages/${encodeURIComponent(id)}`
  const answer = await callApi(context, { method: 'PATCH', path, json: { state: 'disconnected' } }, refusals)
  return answer.ok ? [] : ['not_taken_back']
}

const longestNote = 1_000
const mark = ' …'

/**
 * Writes what is not the customer's, and so cannot become a message, into attributes of the customer's participant,
 * where an agent's script shows them and the customer never sees them.
 *
 * @returns codes of what could not be done
 */
export async function noteInAttributes(
  event: RoutedEvent,
  context: ApiContext,
  { id, participant }: Conversation,
): Promise<string[]> {
  if (participant === undefined) return ['note_left_out']
  const { language, timeZone } = context.settings
  const whole = presentationText({ ...presentEvent(event, { language, timeZone }), facts: [] })
  const note = shorten(whole, longestNote, { mark })
  const attributes = {
    netzdialogEvent: event.id,
    netzdialogNote: note.text,
    ...(event.work.effect === 'answer' && { netzdialogAnswered: event.occurredAt }),
  }
  const path = `conversations/${encodeURIComponent(id)}/participants/${encodeURIComponent(participant)}/attributes`
  const answer = await callApi(context, { method: 'PATCH', path, json: { attributes } }, refusals)
  if (!answer.ok) return ['note_left_out']
  return note.shortened ? ['note_in_attributes', 'text_shortened'] : ['note_in_attributes']
}
