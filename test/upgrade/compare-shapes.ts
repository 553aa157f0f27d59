import * as z from 'zod'
import type { Shape } from '../../schemas/shape.ts'

/** A shape as JSON has it: a pattern is its source. */
const plain = z.looseObject({
  type: z.string().optional(),
  const: z.string().optional(),
  enum: z.array(z.string()).optional(),
  pattern: z.string().optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  minimum: z.number().optional(),
  exclusiveMinimum: z.number().optional(),
  maximum: z.number().optional(),
  minItems: z.number().optional(),
  maxItems: z.number().optional(),
  required: z.array(z.string()).optional(),
  get properties() {
    return z.record(z.string(), plain).optional()
  },
  get items() {
    return plain.optional()
  },
  get propertyNames() {
    return plain.optional()
  },
  get additionalProperties() {
    return plain.optional()
  },
})
export type PlainShape = z.infer<typeof plain>

export const plainShapes = z.record(z.string(), plain)

export function toPlainShape(shape: Shape): PlainShape {
  return plain.parse(
    JSON.parse(JSON.stringify(shape, (_, value) => (value instanceof RegExp ? value.source : value))),
  )
}

/**
 * Where something may be written that is not read: names of fields, each with what is wrong. A field that the reader does
 * not know is none of it, for readers let those be.
 */
export function unreadable(written: PlainShape, read: PlainShape, path = ''): string[] {
  if (read.type === undefined) return []
  const isWhole = written.type === 'integer' && read.type === 'number'
  if (written.type !== read.type && !isWhole)
    return [`${path}: ${written.type ?? 'anything'} where ${read.type} is read`]
  const wrong = [...wrongText(written, read), ...wrongBounds(written, read)].map((each) => `${path}: ${each}`)
  const optional = (read.required ?? []).filter((name) => !written.required?.includes(name))
  return [
    ...wrong,
    ...optional.map((name) => `${path}.${name}: may be missing`),
    ...Object.entries(read.properties ?? {}).flatMap(([name, known]) => {
      const own = written.properties?.[name]
      return own ? unreadable(own, known, `${path}.${name}`) : []
    }),
    ...parts.flatMap((part) => {
      const known = read[part]
      return known ? unreadable(written[part] ?? {}, known, `${path}.<${part}>`) : []
    }),
  ]
}

const parts = ['items', 'propertyNames', 'additionalProperties'] as const

function wrongText(written: PlainShape, read: PlainShape): string[] {
  const values = valuesOf(written)
  const known = valuesOf(read)
  const unknown = known && (values ?? ['any text']).filter((value) => !known.includes(value))
  const isOther = read.pattern !== undefined && read.pattern !== written.pattern && values === undefined
  return [
    ...(unknown?.length ? [`${unknown.join(', ')} is not read`] : []),
    ...(isOther ? ['another pattern'] : []),
  ]
}

const valuesOf = (shape: PlainShape) => (shape.const === undefined ? shape.enum : [shape.const])

const lowest = ['minLength', 'minimum', 'exclusiveMinimum', 'minItems'] as const
const highest = ['maxLength', 'maximum', 'maxItems'] as const

function wrongBounds(written: PlainShape, read: PlainShape): string[] {
  return [
    ...lowest.filter(
      (name) => (written[name] ?? Number.NEGATIVE_INFINITY) < (read[name] ?? Number.NEGATIVE_INFINITY),
    ),
    ...highest.filter(
      (name) => (written[name] ?? Number.POSITIVE_INFINITY) > (read[name] ?? Number.POSITIVE_INFINITY),
    ),
  ].map((name) => `${name} is beyond what is read`)
}
