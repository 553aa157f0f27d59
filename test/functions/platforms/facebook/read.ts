import { facebook as sender } from '../../../../bin/local/senders/facebook.ts'
import type { NormalizeResult } from '../../../../functions/contracts/platform.ts'
import { facebook as adapter } from '../../../../functions/platforms/facebook/index.ts'
import type { ContactEvent } from '../../../../schemas/contact-event.ts'
import { expectSoundResult } from '../../../contracts/sound-result.ts'
import { expectResult, readSigned } from '../../../contracts/webhook-request.ts'

export const page = '4711'
export const anne = '6021009988776655'

/** Reads a body as if Meta had sent it. */
export async function read(body: unknown): Promise<NormalizeResult> {
  const payload = new TextEncoder().encode(JSON.stringify(body))
  const result = expectResult(await readSigned({ adapter, sender }, payload))
  expectSoundResult(result)
  return result
}

/** Reads one change of a field of the page. */
export function readChange(field: string, value: unknown): Promise<NormalizeResult> {
  return read({ object: 'page', entry: [{ id: page, time: 1_795_203_802, changes: [{ field, value }] }] })
}

/** Reads what Änne has done in the thread with the page. */
export function readItem(fields: Record<string, unknown>): Promise<NormalizeResult> {
  const item = {
    sender: { id: anne },
    recipient: { id: page },
    timestamp: 1_795_203_801_250,
    ...fields,
  }
  return read({ object: 'page', entry: [{ id: page, time: 1_795_203_802_105, messaging: [item] }] })
}

/** The only event that a body became. */
export async function oneEvent(result: Promise<NormalizeResult>): Promise<ContactEvent> {
  const { events, quarantined } = await result
  const [event] = events
  if (!event || events.length > 1) throw new Error(`expected one event: ${JSON.stringify(quarantined)}`)
  return event
}
