import * as z from 'zod'
import { rowSchemas } from '../../functions/core/ledger.ts'
import { contactEvent } from '../../schemas/contact-event.ts'

/** What says something to people, and `format`, which the pattern beside it says as well. */
const remarks = new Set(['$schema', 'title', 'description', 'examples', 'format'])
/** What `schemas/shape.ts` can check. */
const words = new Set([
  ...['type', 'const', 'enum', 'pattern', 'minLength', 'maxLength', 'minimum', 'exclusiveMinimum', 'maximum'],
  ...['items', 'minItems', 'maxItems', 'properties', 'required', 'propertyNames', 'additionalProperties'],
])
/** Those whose value is a schema itself. */
const schemaWords = new Set(['items', 'propertyNames', 'additionalProperties'])
/** Checks of zod that one of those words says. */
const checks = new Set([
  'string_format',
  'number_format',
  'min_length',
  'max_length',
  'greater_than',
  'less_than',
])
/** Types of zod that one of those words says, and that leave a value as it is. */
const types = new Set([
  'string',
  'number',
  'boolean',
  'literal',
  'enum',
  'array',
  'object',
  'record',
  'optional',
  'unknown',
])
/** Of a whole number, which is a safe one already. */
const implied: ReadonlySet<unknown> = new Set([Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER])

type Plain = Readonly<Record<string, unknown>>

/** What functions check as a `Shape`, by the module that says so: its path in the project and the names there. */
export function shapes(): Record<string, Record<string, Plain>> {
  const rows = Object.entries(rowSchemas).map(([kind, schema]) => [kind, shapeOf(schema)])
  return {
    'schemas/contact-event-shape.ts': { contactEventShape: shapeOf(contactEvent) },
    'functions/core/row-shapes.ts': { rowShapes: Object.fromEntries(rows) },
  }
}

/** A schema as a `Shape`. @throws Error naming what a shape cannot say */
export function shapeOf(schema: z.ZodType): Plain {
  return inWords(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', override: refuseOthers }))
}

/** zod would leave out what JSON Schema has no word for, and a function would let it pass. */
function refuseOthers({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodTypes; jsonSchema: object }): void {
  const { def } = zodSchema._zod
  const check = (def.checks ?? []).find((each) => !checks.has(each._zod.def.check))
  if (check)
    throw new Error(`schemas/shape.ts cannot check \`${check._zod.def.check}\`: write the schema without`)
  if (def.type === 'set') Object.assign(jsonSchema, { type: 'set', items: z.toJSONSchema(def.valueType) })
  else if (!types.has(def.type))
    throw new Error(`schemas/shape.ts cannot check \`z.${def.type}\`: teach it, or write the schema without`)
}

function inWords(schema: object): Plain {
  const said = Object.entries(schema).filter(([word, value]) => !remarks.has(word) && !implied.has(value))
  return Object.fromEntries(said.map(([word, value]) => [word, checkedWord(word, value)]))
}

function checkedWord(word: string, value: unknown): unknown {
  if (!words.has(word))
    throw new Error(`schemas/shape.ts cannot check \`${word}\`: teach it, or write the schema without`)
  if (word === 'properties' && isObject(value))
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, subschema(each)]))
  return schemaWords.has(word) ? subschema(value) : value
}

function subschema(value: unknown): unknown {
  if (!isObject(value))
    throw new Error('schemas/shape.ts cannot check `true` or `false` in the place of a schema')
  return inWords(value)
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
