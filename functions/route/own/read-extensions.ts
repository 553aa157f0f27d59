import { type Extensions, extensionName, maxExtensionsBytes } from '../../../schemas/contact-event.ts'

/** Levels of lists and objects: some readers of JSON take no more than 64, and the event has some of its own. */
const maxDepth = 20

/**
 * What `enrich` returned.
 *
 * @param value as JSON has it
 * @returns why it cannot stand, where it has another form, or is more than an event may carry
 */
export function readExtensions(value: unknown): { value: Extensions | undefined } | { failed: string } {
  if (value === undefined || value === null) return { value: undefined }
  if (!isRecord(value) || Array.isArray(value)) return { failed: 'malformed' }
  const names = Object.keys(value)
  if (!names.every((name) => extensionName.safeParse(name).success)) return { failed: 'malformed' }
  if (!isWithin(value, maxDepth)) return { failed: 'malformed' }
  if (Buffer.byteLength(JSON.stringify(value)) > maxExtensionsBytes) return { failed: 'too_large' }
  return { value: names.length === 0 ? undefined : value }
}

function isWithin(value: unknown, levels: number): boolean {
  if (!isRecord(value)) return true
  return levels > 0 && Object.values(value).every((each) => isWithin(each, levels - 1))
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
