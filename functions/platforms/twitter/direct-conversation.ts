import * as z from 'zod'
import type { ContactEvent } from '../../../schemas/contact-event.ts'
import { compact } from '../../core/compact.ts'
import { sha256 } from '../../core/ids.ts'
import { adornment, adornments, isObject, nativeId } from './fields.ts'
import { personIn, type Scene } from './scene.ts'

/** Two user ids, joined in either of X's ways. */
const pair = /^(\d{1,20})[-:](\d{1,20})$/

/**
 * The conversation of two people, whichever of them is told of it, and whether or not it is encrypted. Groups
 * have an id of their own.
 */
export function directConversation(
  given: string | undefined,
  one: string,
  other: string,
): ContactEvent['conversation'] {
  const [, first = one, second = other] = pair.exec(given ?? '') ?? []
  if (given !== undefined && !pair.test(given)) return groupConversation(given)
  const [lower, higher] = BigInt(first) < BigInt(second) ? [first, second] : [second, first]
  return { id: `twitter:dm/${lower}-${higher}`, match: 'platform' }
}

function groupConversation(id: string): ContactEvent['conversation'] {
  return { id: `twitter:dm/${id}`, match: 'platform' }
}

const conversationId = adornment(z.union([nativeId, z.string().regex(/^[\w:-]{1,64}$/)]))
const place = z.lazy(() =>
  z.looseObject({
    dm_conversation_id: conversationId,
    conversation_id: conversationId,
    group_id: conversationId,
    participant_ids: adornments(nativeId),
  }),
)

interface Talk {
  readonly conversation: ContactEvent['conversation']
  /** Everybody else who reads along, as far as that is told. */
  readonly listeners: readonly string[]
}

/**
 * Who talks in a direct message. A group is told by an id that is none of a pair, or by more participants than two.
 *
 * @param places where X writes ids of conversations and participants: the item and what it holds
 * @returns a sentence where the account that is told of it has no part in it
 */
export function talkOf(
  places: readonly unknown[],
  senderId: string,
  recipientId: string | undefined,
  scene: Scene,
): Talk | string {
  const told = places.flatMap((each) => place.safeParse(each).data ?? [])
  const given = told
    .flatMap((each) => [each.dm_conversation_id, each.conversation_id, each.group_id])
    .find((id) => id !== undefined)
  const everybody = [...new Set(told.flatMap(({ participant_ids }) => participant_ids))]
  const [, ...two] = pair.exec(given ?? '') ?? []
  const isGroup = (given !== undefined && two.length === 0) || everybody.length > 2
  if (isGroup) return groupOf(given, everybody, senderId, scene)
  const other = recipientId ?? two.find((id) => id !== senderId) ?? everybody.find((id) => id !== senderId)
  const isToAccount = senderId !== scene.account.id && other === undefined
  const listener = isToAccount ? scene.account.id : other
  if (listener !== undefined && [senderId, listener].includes(scene.account.id))
    return { conversation: directConversation(given, senderId, listener), listeners: [listener] }
  if (listener !== undefined && isUnknownGroup(senderId, listener, scene))
    return groupOf(listener, [...scene.profiles.keys()], senderId, scene)
  return listener === undefined ? 'it does not say to whom it is' : notOurs
}

const notOurs = 'neither from nor to the account that is told of it'

function groupOf(
  given: string | undefined,
  everybody: readonly string[],
  senderId: string,
  { account }: Scene,
): Talk | string {
  const isAbsent = everybody.length > 0 && ![senderId, ...everybody].includes(account.id)
  if (isAbsent) return notOurs
  const id =
    given !== undefined && !pair.test(given) ? given : sha256([...everybody].toSorted().join()).slice(0, 32)
  return { conversation: groupConversation(id), listeners: everybody.filter((each) => each !== senderId) }
}

/** More than two people are told of, the account among them, and the recipient is none: it is their group. */
function isUnknownGroup(senderId: string, recipientId: string, { account, profiles }: Scene): boolean {
  const isTold = profiles.has(account.id) && profiles.has(senderId) && profiles.size > 2
  return isTold && !profiles.has(recipientId)
}

/** Where X may write to whom an item is said. */
export function placesIn(item: unknown, inner?: unknown): unknown[] {
  return [item, inner, isObject(inner) ? inner['target'] : undefined].filter(isObject)
}

/** The people who read along, with their names where those are told. */
export function recipientsIn({ listeners }: Talk, scene: Scene): NonNullable<ContactEvent['recipients']> {
  return listeners.map((id) => {
    const { name } = personIn(scene, { id })
    return compact({ id, name })
  })
}

/** What all private events have alike. */
export function privateFields(
  scene: Scene,
  senderId: string,
): Pick<ContactEvent, 'surface' | 'visibility' | 'addressing' | 'direction'> {
  return {
    surface: 'direct_message',
    visibility: 'private',
    addressing: 'direct',
    direction: scene.isCompany(senderId) ? 'outbound' : 'inbound',
  }
}
