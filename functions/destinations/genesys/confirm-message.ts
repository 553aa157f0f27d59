import * as z from 'zod'
import { unreadable } from '../../contracts/delivery-ended.ts'
import { type ApiContext, callApi } from './call-api.ts'
import type { Conversation } from './conversation.ts'

/** What Genesys Cloud calls a message that is there. */
export interface Confirmed {
  readonly message: string
  readonly conversation?: string
  /** It says that it has taken it, and these credentials may not look. */
  readonly unconfirmed?: boolean
}

const details = z.looseObject({ conversationId: z.string().min(1).nullish() })

/** Looks whether a message that was accepted has come to be; `undefined` where it is not there yet. */
export async function confirmMessage(context: ApiContext, message: string): Promise<Confirmed | undefined> {
  const path = `conversations/messages/${encodeURIComponent(message)}/details?useNormalizedMessage=true`
  const answer = await callApi(context, { method: 'GET', path }, [403, 404])
  if (answer.status === 404) return undefined
  if (answer.status === 403) return { message, unconfirmed: true }
  const conversation = details.safeParse(answer.body).data?.conversationId
  return { message, ...(conversation != null && { conversation }) }
}

const listing = z.looseObject({
  entities: z
    .array(
      z.looseObject({
        id: z.string(),
        normalizedMessage: z
          .looseObject({ channel: z.looseObject({ messageId: z.string().optional() }).optional() })
          .optional(),
      }),
    )
    .default([]),
})

/** Answers are cut at 64 kB; these hold texts, so a conversation's newest messages are asked for, a few at a time. */
const mostLooked = 24
const asked = 6

/** The newest messages of a conversation's customer: by the id that they came with, Genesys Cloud's own. */
export async function foundMessages(
  context: ApiContext,
  { id, messages }: Conversation,
): Promise<ReadonlyMap<string, string>> {
  const newest = messages.slice(-mostLooked).reverse()
  const found = new Map<string, string>()
  for (let start = 0; start < newest.length; start += asked) {
    const path = `conversations/messages/${encodeURIComponent(id)}/messages/bulk?useNormalizedMessage=true`
    const json = newest.slice(start, start + asked)
    const answer = await callApi(context, { method: 'POST', path, json })
    const { data } = listing.safeParse(answer.body)
    if (!data) throw unreadable('the messages of a conversation')
    for (const { id: own, normalizedMessage } of data.entities) {
      const { messageId } = normalizedMessage?.channel ?? {}
      if (messageId !== undefined) found.set(messageId, own)
    }
  }
  return found
}
