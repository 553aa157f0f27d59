import { type DeliveryEnded, notYet } from '../../contracts/delivery-ended.ts'
import { type Absentable, compact } from '../../core/compact.ts'
import type { Chat, ChatMessage, Taken } from './chat.ts'
import { type ChatAttempt, type Delivered, delivered, knownConversation, waitAgain } from './chat-attempt.ts'
import type { ChatSystem, Conversation } from './chat-system.ts'
import { type ComposedMessages, composeMessages } from './compose-messages.ts'
import type { HandedFile } from './hand-files.ts'
import type { Speaker } from './speaker.ts'

type Piece = Pick<ChatMessage, 'id' | 'text' | 'file'>

export interface Sending {
  readonly system: Pick<ChatSystem, 'read'>
  readonly chat: Chat
  readonly speaker: Speaker
  readonly tells: 'facts' | 'notices'
  /** Id of the conversation that the messages become part of, where one is known. */
  readonly joins?: string | undefined
  /** The same conversation, where it has been read. */
  readonly conversation?: Conversation
}

/**
 * Sends an event's messages one by one, and counts those that are there.
 *
 * @throws DeliveryEnded
 */
export async function sendMessages(attempt: ChatAttempt, sending: Sending): Promise<Delivered> {
  const { event, context, progress } = attempt
  const { chat } = sending
  const { limits } = chat
  const written = composeMessages(attempt, sending.tells, limits)
  const pieces = piecesOf(written, event.id, limits.filesApart ?? false)
  await settlePending(attempt, chat)
  const there = await alreadyThere(attempt, sending, pieces.length)
  for (const piece of pieces.slice(Number(progress['sent'] ?? 0))) {
    const message = there.get(piece.id)
    if (message !== undefined) progress['message'] = message
    else await send(piece, attempt, sending)
    progress['sent'] = String(Number(progress['sent'] ?? 0) + 1)
  }
  const { message, unconfirmed, linked } = progress
  const ticket = knownConversation(context, progress)
  const codes = [
    ...written.degraded,
    ...(linked === undefined ? [] : ['attachment_linked']),
    ...(unconfirmed === undefined ? [] : ['not_confirmed']),
  ]
  return delivered(codes, { remote: { ...(ticket && { ticket }), ...(message && { message }) } })
}

function piecesOf({ texts, files }: ComposedMessages, id: string, filesApart: boolean): Piece[] {
  const beside = filesApart ? [] : files.slice(0, 1)
  const pieces = [
    ...texts.slice(0, -1).map((text) => ({ text })),
    ...texts.slice(-1).map((text) => compact({ text, file: beside[0] })),
    ...files.slice(beside.length).map((file) => ({ file })),
  ]
  const last = pieces.length - 1
  return pieces.map((piece, index) => ({ ...piece, id: index === last ? id : `${id}.${index + 1}` }))
}

/** Sees to what an earlier attempt handed over, and of which nothing was known yet. */
async function settlePending(attempt: ChatAttempt, chat: Chat): Promise<void> {
  const { context, progress } = attempt
  const { pending, sent = '0' } = progress
  if (!pending || !chat.confirm) return
  const found = await chat.confirm(pending)
  if (!('pending' in found)) {
    record(progress, found)
    progress['sent'] = String(Number(sent) + 1)
  } else if (context.attempt > 1) throw waitAgain(attempt, found, { code: 'not_confirmed', seconds: 10 })
  // A first attempt that finds something pending is an operator's: what never came to be is sent anew.
  progress['pending'] = ''
}

/** Which of an event's messages an earlier attempt has brought there, without knowing: by our id, theirs. */
async function alreadyThere(
  { context, progress }: ChatAttempt,
  { system, conversation: known }: Sending,
  pieces: number,
): Promise<ReadonlyMap<string, string>> {
  const id = knownConversation(context, progress)
  if (id === undefined || (context.attempt === 1 && pieces === 1)) return new Map()
  const conversation = known ?? (await system.read(id))
  return (await conversation?.sent?.()) ?? new Map()
}

async function send(
  piece: Piece,
  { progress }: ChatAttempt,
  { chat, speaker, joins }: Sending,
): Promise<void> {
  const place = compact({ speaker, conversation: progress['conversation'] || joins })
  let taken = await chat.send({ ...piece, ...place })
  if (taken === 'file_refused' && piece.file) {
    taken = await chat.send({ ...withLink(piece, piece.file), ...place })
    progress['linked'] = 'yes'
  }
  if (taken === 'file_refused') throw new TypeError('a message without a file has none to be refused')
  if (taken === 'over') throw startOver(progress)
  if (taken.state !== 'accepted' || !chat.confirm) return record(progress, taken)
  const found = await chat.confirm(taken.message)
  if (!('pending' in found))
    return record(progress, { ...found, conversation: found.conversation ?? taken.conversation })
  progress['pending'] = taken.message
  throw notYet(found.pending, 2)
}

/** Whoever reads the next conversation has read nothing of this one. Steps are merged, so that none can be left out. */
function startOver(progress: Record<string, string>): DeliveryEnded {
  Object.assign(progress, { tells: '', conversation: '', sent: '0' })
  return notYet('the conversation has ended meanwhile', 1)
}

function withLink({ id, text }: Piece, { name, url }: HandedFile): Piece {
  return { id, text: [...(text === undefined ? [] : [text]), `${name}: ${url}`].join('\n\n') }
}

function record(progress: Record<string, string>, { message, conversation, state }: Absentable<Taken>): void {
  progress['message'] = message
  if (conversation !== undefined) progress['conversation'] = conversation
  if (state !== undefined) progress['unconfirmed'] = 'yes'
}
