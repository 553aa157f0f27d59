import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { ContactEvent } from '../../schemas/contact-event.ts'
import { archiveDictionary } from './archive-dictionary.ts'
import { MalformedPayload } from './errors.ts'
import { toEscapedJson } from './json.ts'
import { storeEvent, unpackEvent } from './message-body.ts'
import type { ObjectStore } from './ports.ts'

/** A row with it is three write units; from there on an object costs less. */
const maxRowBytes = 2_500
const prefix = 'deflate-1:'
/** As it was packed without a dictionary. */
const plainPrefix = 'deflate:'
/** No queue takes more, and no object of ours is packed so. */
const maxOutputLength = 2_000_000

/** What the archive keeps of an event: packed in its row, or where it lies if that is large. */
export async function packArchived(event: ContactEvent, store: ObjectStore): Promise<string> {
  const json = toEscapedJson(event)
  const packed = `${prefix}${deflateRawSync(json, { dictionary: archiveDictionary }).toString('base64')}`
  // No destination's name begins with a low line.
  return packed.length <= maxRowBytes ? packed : storeEvent(event, json, '_archive', store)
}

/** Reads it back, also as the first release wrote it. @throws as `unpackEvent` does */
export async function unpackArchived(body: string, store: ObjectStore): Promise<ContactEvent> {
  return unpackEvent(inflated(body), store)
}

/** As a queue message has it. @throws MalformedPayload `not_an_event` */
export function inflated(body: string): string {
  if (!body.startsWith(prefix) && !body.startsWith(plainPrefix)) return body
  const [start = '', packed = ''] = body.split(':')
  try {
    const dictionary = `${start}:` === prefix ? { dictionary: archiveDictionary } : {}
    return inflateRawSync(Buffer.from(packed, 'base64'), { maxOutputLength, ...dictionary }).toString()
  } catch (cause) {
    throw new MalformedPayload('not_an_event', 'what the archive holds cannot be unpacked', { cause })
  }
}
