import * as z from 'zod'
import { contactEvent } from '../../schemas/contact-event.ts'

/** What says something to people, and `format`, which the pattern beside it says as well. */
const remarks = new Set(['$schema', 'title', 'description', 'examples', 'format'])
/** What `schemas/shape.ts` can check. */
const checked = new Set([
  ...['type', 'const', 'enum', 'pattern', 'minLength', 'maxLength', 'minimum', 'exclusiveMinimum', 'maximum'],
  ...['items', 'minItems', 'maxItems', 'properties', 'required', 'propertyNames', 'additionalProperties'],
])
/** Of a whole number, which is a safe one already. */
const implied: ReadonlySet<unknown> = new Set([Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER])

/** The contact event as a `Shape`. @throws Error naming what a shape cannot say yet */
export function contactEventShapeNow(): Readonly<Record<string, unknown>> {
  return shapeOf(z.toJSONSchema(contactEvent, { io: 'input' }))
}

function shapeOf(schema: object): Readonly<Record<string, unknown>> {
  const said = Object.entries(schema).filter(([word, value]) => !remarks.has(word) && !implied.has(value))
  return Object.fromEntries(said.map(([word, value]) => [word, checkedWord(word, value)]))
}

function checkedWord(word: string, value: unknown): unknown {
  if (!checked.has(word))
    throw new Error(`schemas/shape.ts cannot check \`${word}\`: teach it, or write the schema without`)
  if (word === 'properties' && isObject(value))
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, subschema(each)]))
  return isObject(value) ? subschema(value) : value
}

function subschema(value: unknown): unknown {
  if (!isObject(value))
    throw new Error('schemas/shape.ts cannot check `true` or `false` in the place of a schema')
  return shapeOf(value)
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The source of `schemas/contact-event-shape.ts`: a line a field. */
export function contactEventShapeSource(): string {
  const { properties, ...rest } = contactEventShapeNow()
  const fields = Object.entries(properties ?? {}).map(
    ([name, field]) => `    ${name}: ${JSON.stringify(field)},`,
  )
  const others = Object.entries(rest).map(([word, value]) => `  ${word}: ${JSON.stringify(value)},`)
  return [
    '// biome-ignore-all format: written by `npm run schemas`, a line a field',
    "import type { Shape } from './shape.ts'",
    '',
    '/** What `contact-event.ts` says, without its remarks: written by `npm run schemas`. */',
    'export const contactEventShape: Shape = {',
    ...others,
    '  properties: {',
    ...fields,
    '  },',
    '}',
    '',
  ].join('\n')
}
