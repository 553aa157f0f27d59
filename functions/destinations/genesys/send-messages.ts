import * as z from 'zod'
import { DeliveryEnded, notYet, rejection, unreadable } from '../../contracts/delivery-ended.ts'
import type { DeliveryOutcome } from '../../contracts/destination.ts'
import type { Answer } from './answer.ts'
import { askApi } from './call-api.ts'
import { type Confirmed, confirmMessage, foundMessages } from './confirm-message.ts'
import { type Conversation, readConversation } from './conversation.ts'
import { type Delivery, waitAgain } from './delivery.ts'
import type { Handed } from './hand-attachments.ts'
import { metadataOf } from './metadata.ts'
import { refusalOutcome } from './refusal-outcome.ts'
import type { Speaker } from './speaker.ts'
import { type Written, writeMessages } from './write-messages.ts'

/** A chat bubble, with one file at most. */
interface Piece {
  /** Ours, the same for every attempt; the last one's is that of the event. */
  readonly id: string
  readonly text?: string
  readonly attachment?: Handed
}

interface Sending {
  readonly integration: string
  readonly speaker: Speaker
  readonly tells: 'facts' | 'notices'
  /** Where it is known already. */
  readonly conversation?: Conversation
}

/** Nobody reads more than that in a chat. */
const mostTexts = 5

/**
 * Sends an event's messages one by one, and counts those that are there.
 *
 * @throws DeliveryEnded
 */
export async function sendMessages(
  delivery: Delivery,
  sending: Sending,
): Promise<Extract<DeliveryOutcome, { status: 'delivered' }>> {
  const { event, context, progress } = delivery
  const { tells } = sending
  const written = writeMessages(event, context, { tells, mostTexts })
  const pieces = piecesOf(written, event.id)
  await settlePending(delivery)
  const there = await alreadyThere(delivery, sending.conversation, pieces.length)
  for (const piece of pieces.slice(Number(progress['sent'] ?? 0))) {
    const message = there.get(piece.id)
    if (message !== undefined) progress['message'] = message
    else await send(piece, delivery, sending)
    progress['sent'] = String(Number(progress['sent'] ?? 0) + 1)
  }
  const ticket = progress['conversation'] ?? sending.conversation?.id ?? context.remote?.ticket
  const { message, unconfirmed, linked } = progress
  const codes = [
    ...written.degraded,
    ...(linked === undefined ? [] : ['attachment_linked']),
    ...(unconfirmed === undefined ? [] : ['not_confirmed']),
  ]
  return {
    status: 'delivered',
    remote: { ...(ticket && { ticket }), ...(message && { message }) },
    ...(codes.length > 0 && { degraded: codes }),
  }
}

function piecesOf({ texts, files }: Written, id: string): Piece[] {
  const [first, ...more] = files
  const pieces = [
    ...texts.slice(0, -1).map((text) => ({ text })),
    ...texts.slice(-1).map((text) => ({ text, ...(first && { attachment: first }) })),
    ...more.map((attachment) => ({ attachment })),
  ]
  const last = pieces.length - 1
  return pieces.map((piece, index) => ({ ...piece, id: index === last ? id : `${id}.${index + 1}` }))
}

/** What an earlier attempt handed over, and of which nothing was known yet. */
async function settlePending(delivery: Delivery): Promise<void> {
  const { context, progress } = delivery
  const { pending, sent = '0' } = progress
  if (!pending) return
  const found = await confirmMessage(context, pending)
  if (found !== undefined) {
    note(progress, found)
    progress['sent'] = String(Number(sent) + 1)
  } else if (context.attempt > 1) throw waitAgain(delivery, 10, neverShown)
  // A first attempt that finds something pending is an operator's: what never came to be is sent anew.
  progress['pending'] = ''
}

const neverShown = {
  code: 'not_confirmed',
  reason: 'answered 202, and the message is not there',
  remedy: 'look whether the integration is active and its flow published, then send it again',
}

/** Which of an event's messages an earlier attempt has brought there, without knowing: by our id, theirs. */
async function alreadyThere(
  { context, progress }: Delivery,
  known: Conversation | undefined,
  pieces: number,
): Promise<ReadonlyMap<string, string>> {
  const id = progress['conversation'] ?? context.remote?.ticket
  if (id === undefined || (context.attempt === 1 && pieces === 1)) return new Map()
  const conversation = known ?? (await readConversation(context, id))
  return conversation ? foundMessages(context, conversation) : new Map()
}

async function send(piece: Piece, delivery: Delivery, sending: Sending): Promise<void> {
  const { context, progress } = delivery
  let answer = await post(piece, delivery, sending)
  if (!answer.ok && piece.attachment) {
    // The profile of the integration does not allow such a file, or Genesys Cloud cannot fetch it.
    answer = await post(withLink(piece, piece.attachment), delivery, sending)
    progress['linked'] = 'yes'
  }
  const taken = readTaken(answer)
  if (answer.status !== 202) return note(progress, taken)
  const found = await confirmMessage(context, taken.message)
  if (found !== undefined) return note(progress, { ...taken, ...found })
  progress['pending'] = taken.message
  throw notYet(neverShown.reason, 2)
}

function withLink({ id, text }: Piece, { filename, url }: Handed): Piece {
  return { id, text: [...(text === undefined ? [] : [text]), `${filename}: ${url}`].join('\n\n') }
}

/** @returns what was answered: a refusal only where there is a file to blame */
async function post(
  { id, text, attachment }: Piece,
  { event, context }: Delivery,
  { integration, speaker }: Sending,
): Promise<Answer> {
  const path = `conversations/messages/${encodeURIComponent(integration)}/inbound/open/message?prefetchConversationId=true`
  const email = event.author?.role === 'customer' ? event.author.email : undefined
  const json = {
    channel: {
      messageId: id,
      from: { ...speaker, ...(email !== undefined && { email }) },
      // The same for every attempt, as a message is known by its id and time.
      time: event.occurredAt,
    },
    ...(text !== undefined && { text }),
    ...(attachment && { content: [{ attachment }] }),
    metadata: metadataOf(event),
  }
  const answer = await askApi(context, { method: 'POST', path, json })
  if (answer.status === 404)
    throw rejection(
      'integration_unknown',
      `answered 404: there is no Open Messaging integration with the id in integrations.${event.platform}, or region is wrong`,
      'destination',
    )
  const isAboutFile = attachment && ofFiles.has(answer.status) && answer.code !== 'not.a.client'
  if (!answer.ok && !isAboutFile) throw new DeliveryEnded(refusalOutcome(answer, context.now()))
  return answer
}

const ofFiles = new Set([400, 413, 415, 422])

function note(progress: Record<string, string>, { message, conversation, unconfirmed }: Confirmed): void {
  progress['message'] = message
  if (conversation !== undefined) progress['conversation'] = conversation
  if (unconfirmed) progress['unconfirmed'] = 'yes'
}

const takenMessage = z.looseObject({ id: z.string().min(1), conversationId: z.string().min(1).nullish() })

function readTaken({ body }: Answer): Confirmed {
  const { data } = takenMessage.safeParse(body)
  if (!data) throw unreadable('the id of the message')
  return { message: data.id, ...(data.conversationId != null && { conversation: data.conversationId }) }
}
