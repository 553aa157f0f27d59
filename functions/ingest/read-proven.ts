import type { ContactEvent } from '../../schemas/contact-event.ts'
import { isContactEvent } from '../../schemas/read-contact-event.ts'
import type { NormalizeContext, NormalizeResult, Platform } from '../contracts/platform.ts'
import type { Proven } from '../contracts/proven.ts'
import { errorCode } from '../core/errors.ts'
import { fitEvent } from '../core/fit-event.ts'
import { maxAttachments } from '../core/max-lengths.ts'
import { markPending } from './mark-pending.ts'

/**
 * Normalizes proven bytes and never throws: what an adapter cannot read, or reads into an event that breaks
 * the schema, is quarantined. No event is larger than `core/max-lengths.ts` allows; a message with more attachments
 * than that goes on without them, and into quarantine whole.
 *
 * @param fetches whether files that lie with the platform are fetched
 */
export async function readProven(
  platform: Platform,
  proven: Proven,
  context: NormalizeContext<unknown>,
  fetches = false,
): Promise<NormalizeResult> {
  try {
    const read = label(await platform.normalize(proven, context), platform)
    const events = read.events.map((event) => markPending(event, platform, fetches))
    const isSame = events.every((event, index) => event === read.events[index])
    const result = isSame ? read : { ...read, events }
    const invalid = result.events.filter((event) => !isContactEvent(event))
    if (invalid.length === 0) return fitResult(result)
    return fitResult({
      ...result,
      events: result.events.filter((event) => !invalid.includes(event)),
      quarantined: [
        ...result.quarantined,
        ...invalid.map((part) => ({ what: part.kind, why: 'the event breaks the schema', part })),
      ],
    })
  } catch (error) {
    return {
      events: [],
      ignored: [],
      objects: [],
      quarantined: [{ what: 'body', why: `cannot be read (${errorCode(error)})`, part: undefined }],
    }
  }
}

/** From here on nobody can ask the adapter, and some of those who read the event may never have had it. */
function label(result: NormalizeResult, { name, label: platformLabel }: Platform): NormalizeResult {
  if (result.events.every(({ platform }) => platform !== name)) return result
  const events = result.events.map(
    (event): ContactEvent => (event.platform === name ? { ...event, platformLabel } : event),
  )
  return { ...result, events }
}

function fitResult(result: NormalizeResult): NormalizeResult {
  const events = result.events.map(fitEvent)
  if (events.every((event, index) => event === result.events[index])) return result
  const crowded = result.events.filter(({ message }) => (message?.attachments.length ?? 0) > maxAttachments)
  if (crowded.length === 0) return { ...result, events }
  const named = new Set(events.flatMap(({ message }) => message?.attachments.map(({ key }) => key) ?? []))
  return {
    ...result,
    events,
    objects: result.objects.filter(({ key }) => named.has(key)),
    quarantined: [
      ...result.quarantined,
      ...crowded.map((part) => ({ what: part.kind, why: `more than ${maxAttachments} attachments`, part })),
    ],
  }
}
