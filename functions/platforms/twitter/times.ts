import type { ContactEvent } from '../../../schemas/contact-event.ts'

const epochMs = /^\d{12,14}$/
const iso = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/
/** `Mon May 19 14:01:46 +0000 2025`, the form of v1.1. */
const v1 = /^[A-Z][a-z]{2} [A-Z][a-z]{2} \d\d \d\d:\d\d:\d\d \+0000 \d{4}$/

/** Reads any of the forms in which X writes a time, as UTC with milliseconds; `undefined` for anything else. */
export function readInstant(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : value
  if (typeof text !== 'string') return undefined
  if (epochMs.test(text)) return toInstant(Number(text))
  return iso.test(text) || v1.test(text) ? toInstant(Date.parse(text)) : undefined
}

function toInstant(ms: number): string | undefined {
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString()
}

/** When something happened by the best witness there is: its own time, the notification's, our clock. */
export function occurrence(
  receivedAt: string,
  own: string | undefined,
  notification?: string | undefined,
): Pick<ContactEvent, 'occurredAt' | 'occurredAtSource'> {
  if (own !== undefined) return { occurredAt: own, occurredAtSource: 'platform' }
  if (notification !== undefined) return { occurredAt: notification, occurredAtSource: 'notification' }
  return { occurredAt: receivedAt, occurredAtSource: 'received' }
}
