import * as z from 'zod'
import { rejection } from '../../contracts/delivery-ended.ts'
import { compact } from '../../core/compact.ts'
import { messageMetadata } from '../../kits/chat/message-metadata.ts'
import type { Topic, TopicMessage } from '../../kits/chat/topic.ts'
import { callApi } from './call-api.ts'
import { escalate } from './escalate.ts'
import type { GenesysAttempt } from './genesys-attempt.ts'
import { attachmentOf, fromOf } from './message-parts.ts'
import type { GenesysSettings } from './settings.ts'

type Social = NonNullable<GenesysSettings['social']>

/** The answer repeats them all, and is read up to 64 kB. */
const maxTexts = 3

/** A social listening topic. @throws DeliveryEnded where the settings name none */
export function socialTopic(attempt: GenesysAttempt): Topic {
  const { context } = attempt
  const { social, textLimit: maxText, attachments: files } = context.settings
  if (social === undefined)
    throw rejection(
      'no_topic',
      'there is no topic for public contacts: set social, or send them elsewhere; they never become private messages',
    )
  const { escalation } = social
  return {
    limits: { maxText, maxTexts, files },
    publish: (messages) => publish(messages, attempt, social),
    ...(escalation && { escalate: (message) => escalate(message, context, escalation) }),
  }
}

const listing = z.looseObject({
  entities: z
    .array(
      z.looseObject({
        id: z.string().optional(),
        channel: z.looseObject({ messageId: z.string().optional() }).optional(),
      }),
    )
    .default([]),
})

async function publish(
  messages: readonly TopicMessage[],
  { event, context }: GenesysAttempt,
  social: Social,
): Promise<{ message?: string } | 'file_refused'> {
  const path = `socialmedia/topics/${social.topicId}/dataingestionrules/open/${social.ruleId}/messages/bulk`
  const json = messages.map(({ files, text, ...message }) => ({
    channel: channelOf(message, event),
    text,
    ...(files.length > 0 && { content: files.map(contentOf) }),
    metadata: messageMetadata(event),
  }))
  // Genesys Cloud cannot take the files.
  const ofFiles = messages.some(({ files }) => files.length > 0) ? [400, 413, 415] : []
  const response = await callApi(context, { method: 'POST', path, json, expected: [404, ...ofFiles] })
  if (response.status === 404)
    throw rejection(
      'topic_unknown',
      'answered 404: there is no topic with an open data ingestion rule of these ids, or region is wrong',
      'destination',
    )
  if (ofFiles.includes(response.status)) return 'file_refused'
  const entities = response.json(listing)?.entities ?? []
  return compact({ message: entities.find(({ channel }) => channel?.messageId === messages[0]?.id)?.id })
}

function contentOf(file: TopicMessage['files'][number]) {
  return { contentType: 'Attachment', attachment: attachmentOf(file) }
}

function channelOf(
  { id, speaker, rootId, replyToId }: Omit<TopicMessage, 'text' | 'files'>,
  { message, conversation, account, occurredAt }: GenesysAttempt['event'],
) {
  const url = message?.url ?? conversation.url
  return {
    messageId: id,
    from: fromOf(speaker),
    time: occurredAt,
    publicMetadata: compact({ rootId, replyToId, source: account.id, url }),
  }
}
