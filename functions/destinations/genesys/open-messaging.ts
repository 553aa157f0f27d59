import * as z from 'zod'
import { DeliveryEnded, rejection } from '../../contracts/delivery-ended.ts'
import { compact } from '../../core/compact.ts'
import type { Chat, ChatMessage, Taken } from '../../kits/chat/chat.ts'
import { messageMetadata } from '../../kits/chat/message-metadata.ts'
import { callApi } from './call-api.ts'
import { confirmMessage } from './confirm-message.ts'
import type { GenesysAttempt } from './genesys-attempt.ts'
import { attachmentOf, fromOf } from './message-parts.ts'
import { readTaken } from './read-taken.ts'
import { refusalCode, refusalOutcome } from './refusal-outcome.ts'

/** Nobody reads more than that in a chat. */
const maxTexts = 5

/**
 * Open Messaging. Genesys Cloud makes a message part of its customer's open conversation with the integration, or
 * begins one.
 *
 * @throws DeliveryEnded where the settings name no integration for the event's platform
 */
export function openMessaging(attempt: GenesysAttempt): Chat {
  const { event, context } = attempt
  const { integrations, textLimit: maxText, attachments: files } = context.settings
  const integration = integrations?.[event.platform]
  if (integration === undefined)
    throw rejection(
      'no_integration',
      `there is no integration for private contacts of ${event.platform}: set integrations.${event.platform}, or send them elsewhere`,
    )
  return {
    limits: { maxText, maxTexts, files },
    send: (message) => send(message, attempt, integration),
    confirm: (message) => confirmMessage(context, message),
  }
}

const takenMessage = z.looseObject({ id: z.string().min(1), conversationId: z.string().min(1).nullish() })
/** The profile of the integration does not allow such a file, or Genesys Cloud cannot fetch it. */
const ofFiles = [400, 413, 415, 422]

async function send(
  { id, text, file, speaker }: ChatMessage,
  { event, context }: GenesysAttempt,
  integration: string,
): Promise<Taken | 'file_refused'> {
  const path = `conversations/messages/${encodeURIComponent(integration)}/inbound/open/message?prefetchConversationId=true`
  const email = event.author?.role === 'customer' ? event.author.email : undefined
  const json = compact({
    channel: {
      messageId: id,
      from: compact({ ...fromOf(speaker), email }),
      // The same for every attempt, as a message is known by its id and time.
      time: event.occurredAt,
    },
    text,
    content: file && [{ attachment: attachmentOf(file) }],
    metadata: messageMetadata(event),
  })
  const expected = [404, ...(file ? ofFiles : [])]
  const response = await callApi(context, { method: 'POST', path, json, expected })
  const { status } = response
  if (status === 404)
    throw rejection(
      'integration_unknown',
      `answered 404: there is no Open Messaging integration with the id in integrations.${event.platform}, or region is wrong`,
      'destination',
    )
  if (ofFiles.includes(status)) {
    if (refusalCode(response) !== 'not.a.client') return 'file_refused'
    throw new DeliveryEnded(refusalOutcome(response, context.now()))
  }
  const { id: message, conversationId } = readTaken(response, takenMessage, 'the id of the message')
  return compact({
    message,
    conversation: conversationId ?? undefined,
    state: status === 202 ? ('accepted' as const) : undefined,
  })
}
