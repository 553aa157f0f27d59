import * as z from 'zod'
import type { Pending, Taken } from '../../kits/chat/chat.ts'
import { type ApiContext, callApi } from './call-api.ts'

const details = z.looseObject({ conversationId: z.string().min(1).nullish() })

/** Looks whether a message that was accepted has come to be. */
export async function confirmMessage(context: ApiContext, message: string): Promise<Taken | Pending> {
  const path = `conversations/messages/${encodeURIComponent(message)}/details?useNormalizedMessage=true`
  const response = await callApi(context, { path, expected: [403, 404] })
  if (response.status === 404) return neverShown
  if (response.status === 403) return { message, state: 'unseen' }
  const conversation = response.json(details)?.conversationId
  return { message, ...(conversation != null && { conversation }) }
}

const neverShown = {
  pending: 'answered 202, and the message is not there',
  remedy: 'look whether the integration is active and its flow published, then send it again',
}
