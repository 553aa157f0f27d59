import { facebookPayload } from './facebook-payload.ts'
import { mailPayload } from './mail-payload.ts'
import { type Door, places } from './places.ts'
import type { Update } from './update.ts'
import { xPayload } from './x-payload.ts'

const payloads: Record<Door, (updates: readonly Update[]) => unknown> = {
  facebook: facebookPayload,
  twitter: xPayload,
  postmark: mailPayload,
}

/** The webhook of a platform that tells of some updates, and the door that it is posted to. */
export function payloadOf(updates: readonly Update[]): { door: Door; payload: unknown } {
  const [first] = updates
  if (!first) throw new Error('a post without an update')
  const { door } = places[first.place]
  return { door, payload: payloads[door](updates) }
}
