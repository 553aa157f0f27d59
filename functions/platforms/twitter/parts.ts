import * as z from 'zod'
import type { ContactEvent } from '../../../schemas/contact-event.ts'
import type { NormalizeResult } from '../../contracts/platform.ts'

/** What one thing in a body becomes: exactly one of the three. */
export type Part =
  | { readonly event: ContactEvent }
  | { readonly ignored: NormalizeResult['ignored'][number] }
  | { readonly quarantined: NormalizeResult['quarantined'][number] }

export function ignore(what: string, why: string): Part {
  return { ignored: { what, why } }
}

/** Nothing for the CRM, but operators should know. */
export function notice(what: string, why: string): Part {
  return { ignored: { what, why, notice: true } }
}

export function quarantine(what: string, why: string, part: unknown): Part {
  return { quarantined: { what, why, part } }
}

/** Reads one thing; what its schemas do not take is quarantined. Only the field is named: its value may be a person's. */
export function attempt(what: string, part: unknown, read: () => Part[]): Part[] {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error
    const field = error.issues[0]?.path.join('.') || 'the whole'
    return [quarantine(what, `not of the documented shape: ${field}`, part)]
  }
}

export function collect(parts: readonly Part[]): NormalizeResult {
  const result: NormalizeResult = { events: [], ignored: [], quarantined: [], objects: [] }
  for (const part of parts) {
    if ('event' in part) result.events.push(part.event)
    else if ('ignored' in part) result.ignored.push(part.ignored)
    else result.quarantined.push(part.quarantined)
  }
  return result
}
