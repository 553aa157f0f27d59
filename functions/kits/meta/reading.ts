import type * as z from 'zod'
import type { ContactEvent } from '../../../schemas/contact-event.ts'

/** What one update comes to. The reasons quote nothing of the update but names of fields. */
export type Reading =
  | { events: ContactEvent[] }
  | { ignored: string; notice?: boolean; daily?: boolean }
  | { quarantined: string }

/** One thing that a body tells, and what it comes to. */
export interface Update {
  readonly name: string
  readonly reading: Reading
  /** A body of its own that tells this and nothing else: it can be sent again by itself. */
  readonly part: unknown
}

/** Reads `value` if it has the shape, else says which fields have not. */
export function readAs<Value>(
  schema: z.ZodType<Value>,
  value: unknown,
  read: (value: Value) => Reading,
): Reading {
  const parsed = schema.safeParse(value)
  if (parsed.success) return read(parsed.data)
  const fields = new Set(parsed.error.issues.map(({ path }) => path.join('.') || 'the whole update'))
  return { quarantined: `missing or unreadable: ${[...fields].slice(0, 4).join(', ')}` }
}

const platformWord = /^[a-z][a-z0-9_-]{0,39}$/i

/** The platform's own word, if it is one: anything longer might be a person's. */
export function nameOf(word: unknown): string {
  return typeof word === 'string' && platformWord.test(word) ? word : 'unnamed'
}
