import type { Shape } from '../../../schemas/shape.ts'
import { isGiven } from './given.ts'

const plainName = /^[A-Za-z][A-Za-z0-9_]{0,30}$/
const maxNamed = 4

/**
 * A value without the fields that its shape does not name, and the paths of those. What is `null` is left out, as many
 * systems write it; the file of an attachment stays (`content`), which is no field of an event.
 */
export function keepKnownFields(
  value: unknown,
  shape: Shape,
  path: readonly string[] = [],
): { value: unknown; unknown: string[][] } {
  if (shape.type === 'array' && Array.isArray(value)) {
    const items = value.map((item) => keepKnownFields(item, shape.items, path))
    return { value: items.map((item) => item.value), unknown: items.flatMap((item) => item.unknown) }
  }
  if (shape.type !== 'object' || shape.properties === undefined || !isGiven(value))
    return { value, unknown: [] }
  const kept: [string, unknown][] = []
  const unknown: string[][] = []
  for (const [name, member] of Object.entries(value)) {
    if (member === null) continue
    if (name === 'content' && path.join('.') === 'message.attachments') {
      kept.push([name, member])
      continue
    }
    const property = Object.hasOwn(shape.properties, name) ? shape.properties[name] : undefined
    if (property === undefined) {
      unknown.push([...path, name])
      continue
    }
    const below = keepKnownFields(member, property, [...path, name])
    kept.push([name, below.value])
    unknown.push(...below.unknown)
  }
  return { value: Object.fromEntries(kept), unknown }
}

/** A few of them, each once; names that could be words of a person are counted only. */
export function nameFields(paths: readonly (readonly string[])[]): string {
  const names = [
    ...new Set(
      paths.filter((path) => path.every((name) => plainName.test(name))).map((path) => path.join('.')),
    ),
  ]
  const named = names.filter((name) => name.length <= 40).slice(0, maxNamed)
  const more = new Set(paths.map((path) => path.join('.'))).size - named.length
  return [...named, ...(more > 0 ? [`${more} more`] : [])].join(', ')
}
