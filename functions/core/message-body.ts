import * as z from 'zod/mini'
import type { ContactEvent } from '../../schemas/contact-event.ts'
import { readContactEvent } from '../../schemas/read-contact-event.ts'
import { maxMessageBytes } from './combined-message.ts'
import { MalformedPayload, NotAccepted } from './errors.ts'
import { sha256 } from './ids.ts'
import { parseJson, toEscapedJson } from './json.ts'
import type { ObjectStore } from './ports.ts'

const reference = z.object({ body: z.string().check(z.startsWith('bodies/')) })
/** Of an event that brings a message, and of the reference to it alike. */
const bringing = z.object({
  kind: z.literal('message.created'),
  message: z.object({ id: z.string(), digest: z.optional(z.string()) }),
})

/**
 * The queue message of an event: the event itself, or where it lies if it is large. Its object is named by what is in
 * it, so that nothing that comes later can put other words under a message that is on its way.
 */
export async function packEvent(event: ContactEvent, queue: string, store: ObjectStore): Promise<string> {
  const body = toEscapedJson(event)
  if (Buffer.byteLength(body) <= maxMessageBytes) return body
  return storeEvent(event, body, queue, store)
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
  const { kind, message } = event
  return JSON.stringify({ body: key, kind, message: message && { id: message.id, digest: message.digest } })
}

/**
 * Reads a queue message back.
 *
 * @throws MalformedPayload `not_json`: it will never be readable; `not_an_event`: newer code may be able to
 * @throws NotAccepted `body_missing`: the store has not got it (yet)
 */
export async function unpackEvent(body: string, store: ObjectStore): Promise<ContactEvent> {
  const key = bodyKey(body)
  if (key === undefined) return checked(parseJson(body))
  const bytes = await store.get(key)
  if (!bytes) throw new NotAccepted('body_missing', `the object store has no ${key}`)
  return checked(parseJson(bytes))
}

/** Where the event of a queue message lies; `undefined` where the message is the event. @throws MalformedPayload `not_json` */
export function bodyKey(body: string): string | undefined {
  return reference.safeParse(parseJson(body)).data?.body
}

/** The message that a queue message brings, told without the store; `undefined` where it brings none. */
export function broughtMessage(body: string): { id: string; digest?: string | undefined } | undefined {
  return bringing.safeParse(parseJson(body)).data?.message
}

function checked(value: unknown): ContactEvent {
  try {
    return readContactEvent(value)
  } catch (cause) {
    throw new MalformedPayload('not_an_event', 'the message is no contact event of version 1', { cause })
  }
}
