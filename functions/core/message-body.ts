import type { ContactEvent } from '../../schemas/contact-event.ts'
import { readContactEvent } from '../../schemas/read-contact-event.ts'
import { findMismatch, type Shape } from '../../schemas/shape.ts'
import { maxMessageBytes } from './combined-message.ts'
import { compact } from './compact.ts'
import { MalformedPayload, NotAccepted } from './errors.ts'
import { sha256 } from './ids.ts'
import { parseOwnJson, toEscapedJson } from './json.ts'
import type { Brought, ObjectStore } from './ports.ts'

interface Reference {
  body: string
}
const reference: Shape = {
  type: 'object',
  required: ['body'],
  properties: { body: { type: 'string', pattern: /^bodies\// } },
}

/**
 * The queue message of an event: the event itself, or where it lies if it is large. Its object is named by what is in
 * it, so that nothing that comes later can put other words under a message that is on its way.
 */
export async function packEvent(event: ContactEvent, queue: string, store: ObjectStore): Promise<string> {
  const body = toEscapedJson(event)
  if (Buffer.byteLength(body) <= maxMessageBytes) return body
  return storeEvent(event, body, queue, store)
}

/** The message that the event brings: of that alone it can be said that it is on its way. */
export function broughtMessage({ kind, message }: ContactEvent): Brought {
  return kind === 'message.created' && message ? compact({ id: message.id, digest: message.digest }) : null
}

/** Puts an event into the object store. @returns what says where it lies */
export async function storeEvent(
  event: ContactEvent,
  body: string,
  queue: string,
  store: ObjectStore,
): Promise<string> {
  const key = `bodies/${queue}/${event.id}-${sha256(body).slice(0, 32)}.json`
  await store.put(key, body, 'application/json')
  return JSON.stringify({ body: key })
}

/**
 * Reads a queue message back.
 *
 * @throws MalformedPayload `not_json`: it will never be readable; `not_an_event`: newer code may be able to
 * @throws NotAccepted `body_missing`: the store has not got it (yet)
 */
export async function unpackEvent(body: string, store: ObjectStore): Promise<ContactEvent> {
  const key = bodyKey(body)
  if (key === undefined) return checked(parseOwnJson(body))
  const bytes = await store.get(key)
  if (!bytes) throw new NotAccepted('body_missing', `the object store has no ${key}`)
  return checked(parseOwnJson(bytes))
}

/** Where the event of a queue message lies; `undefined` where the message is the event. @throws MalformedPayload `not_json` */
export function bodyKey(body: string): string | undefined {
  // No event has a field of that name, and most messages are events: they are parsed once.
  if (!body.startsWith('{"body":')) return undefined
  return readAs<Reference>(reference, parseOwnJson(body))?.body
}

/** @typeParam Value what fits the shape */
function readAs<Value>(shape: Shape, value: unknown): Value | undefined {
  return findMismatch(value, shape) === undefined ? (value as Value) : undefined
}

function checked(value: unknown): ContactEvent {
  try {
    return readContactEvent(value)
  } catch (cause) {
    throw new MalformedPayload('not_an_event', 'the message is no contact event of version 1', { cause })
  }
}
