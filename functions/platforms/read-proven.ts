import { contactEvent } from '../../schemas/contact-event.ts'
import { errorCode } from '../core/errors.ts'
import type { NormalizeContext, NormalizeResult, Platform } from './contract.ts'

/**
 * Normalizes proven bytes and never throws: what an adapter cannot read, or reads into an event that breaks
 * the schema, is quarantined.
 */
export async function readProven(
  platform: Platform,
  proven: unknown,
  context: NormalizeContext<unknown>,
): Promise<NormalizeResult> {
  try {
    const result = await platform.normalize(proven, context)
    const invalid = result.events.filter((event) => !contactEvent.safeParse(event).success)
    if (invalid.length === 0) return result
    return {
      ...result,
      events: result.events.filter((event) => !invalid.includes(event)),
      quarantined: [
        ...result.quarantined,
        ...invalid.map((part) => ({ what: part.kind, why: 'the event breaks the schema', part })),
      ],
    }
  } catch (error) {
    return {
      events: [],
      ignored: [],
      objects: [],
      quarantined: [{ what: 'body', why: `cannot be read (${errorCode(error)})`, part: undefined }],
    }
  }
}
