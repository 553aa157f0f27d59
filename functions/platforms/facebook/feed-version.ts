import type { Kind, Message } from '../../../schemas/contact-event.ts'
import { sha256 } from '../../core/ids.ts'
import type { Origin } from '../../kits/meta/draft-event.ts'

interface Times {
  readonly created_time: number | undefined
  readonly edited_time: number | undefined
}

/** The notification of a removal or of hiding carries no time of its own: `created_time` is the message's. */
export function happenedAt(kind: Kind, { created_time, edited_time }: Times): number | undefined {
  if (kind === 'message.created') return created_time
  return kind === 'message.edited' ? edited_time : undefined
}

/**
 * What tells one edit from the next, one hiding from the next, for the event id. The time of the notification
 * is the last resort: a second delivery may bear another one.
 */
export function versionOf(kind: Kind, times: Times, message: Message, { notifiedAt }: Origin): string[] {
  if (kind === 'message.created' || kind === 'message.deleted') return []
  if (kind !== 'message.edited') return [`${notifiedAt}`]
  // The query of a picture's address is its expiring signature.
  const media = message.attachments.map(({ url, details }) => details ?? url?.split('?')[0])
  return [`${times.edited_time ?? notifiedAt}`, sha256(JSON.stringify([message.text, message.rating, media]))]
}
