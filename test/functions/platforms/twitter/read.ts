import { twitter as sender } from '../../../../bin/local/senders/twitter.ts'
import type { NormalizeResult } from '../../../../functions/contracts/platform.ts'
import { twitter } from '../../../../functions/platforms/twitter/index.ts'
import type { ContactEvent } from '../../../../schemas/contact-event.ts'
import { expectSoundResult } from '../../../contracts/sound-result.ts'
import { expectResult, readSigned } from '../../../contracts/webhook-request.ts'

export const acme = '700100200300400500'
export const anne = '1650000000000000001'
export const boris = '1650000000000000002'

/** Reads a body as if X had sent it. */
export async function read(body: unknown, settings: Record<string, unknown> = {}): Promise<NormalizeResult> {
  const payload = new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body))
  const result = expectResult(await readSigned({ adapter: twitter, sender, settings }, payload))
  expectSoundResult(result)
  return result
}

/** The only event that a body becomes. */
export async function readOne(body: unknown, settings?: Record<string, unknown>): Promise<ContactEvent> {
  const { events, quarantined } = await read(body, settings)
  const [event] = events
  if (!event || events.length > 1) throw new Error(`expected one event: ${JSON.stringify(quarantined)}`)
  return event
}

export const post = (fields: Record<string, unknown> = {}) => ({
  id_str: '1992000000000000101',
  text: 'Guten Abend',
  user: { id_str: anne, screen_name: 'aenne_gruen' },
  ...fields,
})

/** A post in a body of the Account Activity API. */
export const told = (fields?: Record<string, unknown>, forUser = acme) => ({
  for_user_id: forUser,
  tweet_create_events: [post(fields)],
})

/** An event of the X Activity API. */
export const activity = (event_type: string, payload: unknown, rest: Record<string, unknown> = {}) => ({
  data: { event_uuid: '-1', filter: { user_id: acme }, event_type, payload, ...rest },
})

export const postV2 = (fields: Record<string, unknown> = {}) => ({
  id: '1992000000000000301',
  text: 'Guten Abend',
  author_id: anne,
  conversation_id: '1992000000000000301',
  edit_history_tweet_ids: ['1992000000000000301'],
  ...fields,
})

/** A hit of a filtered stream. */
export const hit = (fields?: Record<string, unknown>, includes?: unknown) => ({
  data: postV2(fields),
  matching_rules: [{ id: '1', tag: 'acme' }],
  ...(includes !== undefined && { includes }),
})
