import { contactEventShape } from '../../../schemas/contact-event-shape.ts'
import type { Shape } from '../../../schemas/shape.ts'
import { isGiven } from './given.ts'

type Path = readonly (string | number)[]

const maxChoices = 90

/** `surface: missing, expected one of post, comment, …`: what was received is told by its kind, never in its words. */
export function explainMismatch(value: unknown, path: Path): string {
  const where = path.length === 0 ? '' : `${path.join('.')}: `
  return `${where}${receivedAs(at(value, path))}, expected ${expected(shapeAt(path))}`
}

/** What a value is, without quoting it. */
export function receivedAs(value: unknown): string {
  if (value === undefined) return 'missing'
  if (value === null) return 'received null'
  if (typeof value === 'string') return `received a text of ${value.length} characters`
  if (Array.isArray(value)) return `received a list of ${value.length}`
  if (typeof value === 'boolean') return `received ${value}`
  return typeof value === 'object' ? 'received an object' : `received a ${typeof value}`
}

function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, name) => {
    if (Array.isArray(inner)) return inner[Number(name)]
    return isGiven(inner) ? inner[name] : undefined
  }, value)
}

function shapeAt(path: Path): Shape {
  return path.reduce<Shape>((shape, name) => {
    if (shape.type === 'array') return shape.items
    return (shape.type === 'object' ? shape.properties?.[name] : undefined) ?? {}
  }, contactEventShape)
}

function expected(shape: Shape): string {
  switch (shape.type) {
    case undefined:
      return 'another value'
    case 'string':
      return expectedText(shape)
    case 'integer':
      return 'a whole number'
    case 'array':
      return 'a list'
    case 'boolean':
      return 'true or false'
    case 'number':
      return 'a number'
    default:
      return 'an object'
  }
}

function expectedText({
  const: only,
  enum: choices,
  pattern,
  minLength = 0,
}: Extract<Shape, { type: 'string' }>) {
  if (only !== undefined) return `"${only}"`
  if (choices) return oneOf(choices)
  if (pattern)
    return pattern.source.includes('T')
      ? 'a time such as 2026-11-20T19:43:21Z'
      : `text like ${pattern.source}`
  return minLength > 1
    ? `a text of at least ${minLength} characters`
    : minLength > 0
      ? 'a text that is not empty'
      : 'a text'
}

/** As many as a sentence holds. */
export function oneOf(choices: readonly string[]): string {
  const named: string[] = []
  for (const choice of choices) if ([...named, choice].join(', ').length <= maxChoices) named.push(choice)
  const more = choices.length - named.length
  return `one of ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}
