import type { ContactEvent } from '../../schemas/contact-event.ts'
import { toEscapedJson } from './json.ts'
import { bodyKey } from './message-body.ts'
import type { ObjectStore } from './ports.ts'

/**
 * Replaces what ingest has stored of a message by what may be kept of it: its body, where it was too large for the
 * queue, and its files, of which nothing may be once its author was erased. Ingest knows no table, and a platform sends
 * a message again that went through before.
 *
 * @param body of the queue's message
 * @param event as it was in the message
 * @param rest what is left of it
 */
export async function replaceStored(
  body: string,
  event: ContactEvent,
  rest: ContactEvent,
  store: ObjectStore,
): Promise<void> {
  if (rest.message?.withheld === 'erased')
    for (const { key } of event.message?.attachments ?? [])
      if (key !== undefined) await store.put(key, '', 'application/octet-stream')
  const large = bodyKey(body)
  if (large !== undefined) await store.put(large, toEscapedJson(rest), 'application/json')
}
