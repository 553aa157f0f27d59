import * as z from 'zod'
import type { RoutedEvent } from '../../../schemas/contact-event.ts'
import { compact } from '../../core/compact.ts'
import type { Conversation } from '../../kits/chat/chat-system.ts'
import { composeNote } from '../../kits/chat/compose-note.ts'
import { type ApiContext, callApi } from './call-api.ts'
import { listSent } from './list-sent.ts'
import { readTaken } from './read-taken.ts'

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
const conversation = z.looseObject({ participants: z.array(participant).default([]) })
type Participant = z.infer<typeof participant>

const over = new Set(['disconnected', 'terminated'])
const customers = new Set(['customer', 'external'])
const agents = new Set(['agent', 'user'])
const queues = new Set(['acd', 'ivr', 'workflow', 'bot'])

/** Undefined where there is none of that id any more. */
export async function readConversation(context: ApiContext, id: string): Promise<Conversation | undefined> {
  const path = `conversations/messages/${encodeURIComponent(id)}`
  const response = await callApi(context, { path, expected: [404] })
  if (response.status === 404) return undefined
  const { participants } = readTaken(response, conversation, 'a conversation')
  const live = participants.filter(({ state }) => !over.has(state))
  const customer = participants.findLast(({ purpose }) => customers.has(purpose))
  const isAttended = live.some((each) => agents.has(each.purpose) && each.state !== 'alerting')
  const isQueued = live.some(({ purpose }) => queues.has(purpose))
  const addresses = customer ? addressesOf(customer) : []
  const messages = participants.filter(({ purpose }) => customers.has(purpose)).flatMap(messageIds)
  return {
    active: customer !== undefined && live.includes(customer),
    // Not every answer tells the customer's addresses.
    belongsTo: (speakerId) => addresses.length === 0 || addresses.includes(speakerId.toLowerCase()),
    sent: () => listSent(context, id, messages),
    ...(customer && { note: (event) => noteInAttributes(event, context, [id, customer.id]) }),
    ...(!isAttended && isQueued && { end: () => disconnect(context, path) }),
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

async function disconnect(context: ApiContext, path: string): Promise<boolean> {
  const json = { state: 'disconnected' }
  const { status } = await callApi(context, { method: 'PATCH', path, json, expected: refusals })
  return !refusals.includes(status)
}

/** Length of a note in an attribute. */
const maxNote = 1_000

/**
 * Writes into attributes of the customer's participant, where an agent's script shows them and the customer never sees
 * them.
 */
async function noteInAttributes(
  event: RoutedEvent,
  context: ApiContext,
  [id, customer]: [conversation: string, customer: string],
): Promise<string[]> {
  const note = composeNote(event, context.settings, maxNote)
  const attributes = compact({
    netzdialogEvent: event.id,
    netzdialogNote: note.text,
    netzdialogAnswered: event.work.effect === 'answer' ? event.occurredAt : undefined,
  })
  const path = `conversations/${encodeURIComponent(id)}/participants/${encodeURIComponent(customer)}/attributes`
  const json = { attributes }
  const { status } = await callApi(context, { method: 'PATCH', path, json, expected: refusals })
  if (refusals.includes(status)) return ['note_left_out']
  return note.shortened ? ['note_in_attributes', 'text_shortened'] : ['note_in_attributes']
}
