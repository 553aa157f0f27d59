import type { NormalizeResult } from '../../contracts/platform.ts'

/** What a sender wrote, unchecked. */
export type Given = Readonly<Record<string, unknown>>

export function isGiven(value: unknown): value is Given {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The member of that name where it is an object, else one without members. */
export function inside(given: Given, name: string): Given {
  const value = given[name]
  return isGiven(value) ? value : {}
}

/** The text of an id, which many systems keep as a number; `undefined` for what is none. */
export function idText(value: unknown): string | undefined {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value)
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** `fields` in place of those that are given; one that is undefined leaves the given one as it is, to be complained of. */
export function withFields(given: Given, fields: Given): Given {
  return {
    ...given,
    ...Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
  }
}

/** An id as the schema has it: behind its platform, where the sender wrote the bare one. */
export function qualified(id: unknown, platform: unknown): unknown {
  const text = idText(id)
  if (text === undefined || typeof platform !== 'string') return id
  return text.startsWith(`${platform}:`) ? text : `${platform}:${text}`
}

/** Where what cannot be taken is told, and files are put. */
export interface Findings {
  readonly problems: string[]
  readonly files: NormalizeResult['objects']
}
