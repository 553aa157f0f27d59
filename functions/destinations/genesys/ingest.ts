import * as z from 'zod'
import { DeliveryEnded, rejection } from '../../contracts/delivery-ended.ts'
import { asksForWork } from '../../kits/delivery/asks-for-work.ts'
import type { Answer } from './answer.ts'
import { callApi } from './call-api.ts'
import type { Delivery } from './delivery.ts'
import { metadataOf } from './metadata.ts'
import { refusalOutcome } from './refusal-outcome.ts'
import type { GenesysSettings } from './settings.ts'
import { publicSpeaker } from './speaker.ts'
import { type Written, writeMessages } from './write-messages.ts'

type Social = NonNullable<GenesysSettings['social']>

/** The answer repeats them all, and is read up to 64 kB. */
const mostTexts = 3

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

/**
 * Adds an event's messages to the topic, all in one request; the first bears the id by which replies name it.
 *
 * @returns codes of what could not be shown as it was
 */
export async function ingest(delivery: Delivery, social: Social): Promise<string[]> {
  const { context, progress } = delivery
  const written = write(delivery, context.settings)
  if (progress['message'] !== undefined) return [...written.degraded]
  const answer = await post(written, delivery, social)
  if (answer.ok) return [...written.degraded]
  // Genesys Cloud cannot take the files, so that they stand in the text.
  const linked = write(delivery, { ...context.settings, attachments: 'links' })
  const second = await post(linked, delivery, social)
  if (!second.ok) throw new DeliveryEnded(refusalOutcome(second, context.now()))
  return [...linked.degraded]
}

function write(delivery: Delivery, settings: GenesysSettings): Written {
  const { event, context } = delivery
  return writeMessages(event, { ...context, settings }, { tells: tellsOf(delivery), mostTexts })
}

/** @returns what was answered: a refusal only where there are files to blame */
async function post(written: Written, delivery: Delivery, { topicId, ruleId }: Social): Promise<Answer> {
  const { event, context, progress } = delivery
  const id = event.kind === 'message.created' && event.message ? event.message.id : event.id
  const path = `socialmedia/topics/${topicId}/dataingestionrules/open/${ruleId}/messages/bulk`
  const json = written.texts.map((text, index) => ({
    channel: channelOf(delivery, index === 0 ? id : `${id}.${index + 1}`),
    text,
    ...(index === 0 && written.files.length > 0 && { content: written.files.map(contentOf) }),
    metadata: metadataOf(event),
  }))
  const ofFiles = written.files.length > 0 ? [400, 413, 415] : []
  const answer = await callApi(context, { method: 'POST', path, json }, [404, ...ofFiles])
  if (answer.status === 404)
    throw rejection(
      'topic_unknown',
      'answered 404: there is no topic with an open data ingestion rule of these ids, or region is wrong',
      'destination',
    )
  const entities = listing.safeParse(answer.body).data?.entities ?? []
  const own = entities.find(({ channel }) => channel?.messageId === id)?.id
  if (answer.ok && own !== undefined) progress['message'] = own
  return answer
}

const contentOf = (attachment: Written['files'][number]) => ({ contentType: 'Attachment', attachment })

/**
 * Agents read of a conversation that begins what they need; in the topic words stand alone, because Genesys Cloud
 * gathers from them how people feel.
 */
function tellsOf({ event, context }: Delivery): 'facts' | 'notices' | 'words' {
  if (!asksForWork(event)) return event.kind === 'message.created' ? 'words' : 'notices'
  const begins = context.settings.social?.escalation && context.remote?.ticket === undefined
  return begins ? 'facts' : 'notices'
}

/** Where in the thread it stands: an edit, a deletion and what is left of a long text reply to the message itself. */
function channelOf({ event }: Delivery, id: string) {
  const { message, conversation, account, occurredAt } = event
  const { rootMessageId, parentMessageId } = conversation
  const original = message?.id ?? id
  const replyToId = id === original ? parentMessageId : original
  const url = message?.url ?? conversation.url
  return {
    messageId: id,
    from: publicSpeaker(event),
    time: occurredAt,
    publicMetadata: {
      rootId: rootMessageId ?? parentMessageId ?? original,
      ...(replyToId !== undefined && { replyToId }),
      source: account.id,
      ...(url !== undefined && { url }),
    },
  }
}
