import { type Arrival, keyOf } from '../support/counting-receiver.ts'
import type { Happened } from './happened.ts'
import type { Update } from './update.ts'

export interface WordFaults {
  /** Not those that were written, or withheld for no reason. */
  readonly wrong: number
  /** Words of a message after its deletion. */
  readonly takenBack: number
  /** Words of somebody after their erasure. */
  readonly erased: number
}

/** What is on its way when words are taken back arrives; a loaded machine is slow. */
const maxUnderWayMs = 2_500

export function countWords(happened: Happened): WordFaults {
  const updates = new Map(happened.updates.map((update) => [update.key, update]))
  const counted = { wrong: 0, takenBack: 0, erased: 0 }
  for (const arrival of happened.arrivals) {
    const update = updates.get(keyOf(arrival.event))
    if (!update) continue
    const { message } = arrival.event
    const speaks = message?.text !== undefined && message.text !== ''
    if (!isAsWritten(arrival, update, updates, happened)) counted.wrong += 1
    if (speaks && isAfter(arrival, happened.deletedAt.get(`message.deleted ${update.messageId}`)))
      counted.takenBack += 1
    if (speaks && isErased(arrival, update, happened)) counted.erased += 1
  }
  return counted
}

function isAfter({ at }: Arrival, moment: number | undefined): boolean {
  return moment !== undefined && at > moment + maxUnderWayMs
}

/** Who was erased may write again, and what comes in after it is passed on. */
function isErased(arrival: Arrival, { author, conversation }: Update, { erasedAt }: Happened): boolean {
  const moment = erasedAt.get(conversation)
  if (author !== 'customer' || moment === undefined || !isAfter(arrival, moment)) return false
  return Date.parse(arrival.event.receivedAt) < moment - maxUnderWayMs
}

function isAsWritten(
  { event: { message } }: Arrival,
  update: Update,
  updates: ReadonlyMap<string, Update>,
  { erasedAt }: Happened,
): boolean {
  if (message?.withheld === undefined && (message?.text ?? '') === update.text) return true
  // What others wrote may name or quote an erased person.
  if (erasedAt.has(update.conversation)) return true
  if (message?.text !== undefined) return false
  const { messageId } = update
  if (message?.withheld === 'deleted') return updates.has(`message.deleted ${messageId}`)
  return message?.withheld === 'edited' && updates.has(`message.edited ${messageId}`)
}
