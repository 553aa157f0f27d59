/** Checks contact events without zod, whose schema takes longer to build than a function has to start. */
import type { ContactEvent } from './contact-event.ts'
import { contactEventShape } from './contact-event-shape.ts'
import { findMismatch } from './shape.ts'

/** Whether `contactEvent` accepts the value. */
export function isContactEvent(value: unknown): boolean {
  return findMismatch(value, contactEventShape) === undefined
}

/**
 * Checks a parsed value and returns it as it was, with the fields that a newer writer added.
 *
 * @throws TypeError that names the first field that is wrong, and no value
 */
export function readContactEvent(value: unknown): ContactEvent {
  const path = findMismatch(value, contactEventShape)
  if (path) throw new TypeError(`no contact event of version 1: ${path.join('.') || 'no object'}`)
  return value as ContactEvent
}
