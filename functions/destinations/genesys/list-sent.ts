import * as z from 'zod'
import { type ApiContext, callApi } from './call-api.ts'
import { readTaken } from './read-taken.ts'

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
const maxListed = 24
const maxAtOnce = 6

/**
 * Newest messages of a conversation: by the id that they came with, Genesys Cloud's own.
 *
 * @param messages ids of Genesys Cloud, in order
 */
export async function listSent(
  context: ApiContext,
  conversation: string,
  messages: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const path = `conversations/messages/${encodeURIComponent(conversation)}/messages/bulk?useNormalizedMessage=true`
  const newest = messages.slice(-maxListed).reverse()
  const found = new Map<string, string>()
  for (let start = 0; start < newest.length; start += maxAtOnce) {
    const json = newest.slice(start, start + maxAtOnce)
    const response = await callApi(context, { method: 'POST', path, json })
    const { entities } = readTaken(response, listing, 'the messages of a conversation')
    for (const { id: own, normalizedMessage } of entities) {
      const { messageId } = normalizedMessage?.channel ?? {}
      if (messageId !== undefined) found.set(messageId, own)
    }
  }
  return found
}
