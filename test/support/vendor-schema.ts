/** A JSON Schema of an API description, which knows more than JSON Schema (`nullable`) and less (2.0: no `null`). */
export type Schema = Readonly<Record<string, unknown>>

export type Way = 'request' | 'answer'

/** Looks up `#/components/schemas/Ticket` and the like. */
export type Resolve = (reference: string) => Schema

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * A schema of OpenAPI 3.0 or Swagger 2.0 as one of JSON Schema 2019-09, with everything that it refers to in `$defs`.
 *
 * An object whose properties are listed takes no others, unless it says so itself: both descriptions leave unknown
 * ones be, and a misspelt name would pass. What only answers have (`readOnly`) is refused in requests.
 */
export function toJsonSchema(root: Schema, way: Way, resolve: Resolve): Schema {
  const definitions: Record<string, unknown> = {}
  const names = new Map<string, string>()

  function define(reference: string): string {
    const known = names.get(reference)
    if (known !== undefined) return known
    const name = `d${names.size}`
    names.set(reference, name)
    definitions[name] = convert(resolve(reference), false)
    return name
  }

  /** @param closed whether nothing around it adds properties, as `allOf` does to its members */
  function convert(schema: Schema, closed: boolean): Schema {
    const shut = closed && listsProperties(schema, resolve) ? { unevaluatedProperties: false } : {}
    if (typeof schema['$ref'] === 'string')
      return nullable(schema, { $ref: `#/$defs/${define(schema['$ref'])}`, ...shut })
    const converted: Record<string, unknown> = { ...shut }
    for (const keyword of plainKeywords) if (keyword in schema) converted[keyword] = schema[keyword]
    if (Array.isArray(schema['required'])) converted['required'] = required(schema, way)
    if (isObject(schema['properties']))
      converted['properties'] = Object.fromEntries(
        Object.entries(schema['properties']).map(([name, property]) => [name, member(property)]),
      )
    for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
      const parts = schema[keyword]
      if (Array.isArray(parts))
        converted[keyword] = parts.map((part) => (isObject(part) ? convert(part, false) : true))
    }
    for (const keyword of ['items', 'not', 'additionalProperties'])
      if (keyword in schema) converted[keyword] = member(schema[keyword])
    for (const [exclusive, limit] of exclusives)
      if (schema[exclusive] === true) {
        converted[exclusive] = schema[limit]
        delete converted[limit]
      } else if (typeof schema[exclusive] === 'number') converted[exclusive] = schema[exclusive]
    if (schema['type'] === 'file') delete converted['type']
    return nullable(schema, converted)
  }

  function member(value: unknown): unknown {
    if (!isObject(value)) return value
    return way === 'request' && value['readOnly'] === true ? false : convert(value, true)
  }

  return { ...convert(root, true), $defs: definitions }
}

const plainKeywords = [
  ...['type', 'enum', 'format', 'pattern', 'minLength', 'maxLength', 'minimum', 'maximum', 'multipleOf'],
  ...['minItems', 'maxItems', 'uniqueItems', 'minProperties', 'maxProperties'],
]
const exclusives = [
  ['exclusiveMinimum', 'minimum'],
  ['exclusiveMaximum', 'maximum'],
] as const

function nullable(schema: Schema, converted: Schema): Schema {
  return schema['nullable'] === true ? { anyOf: [converted, { type: 'null' }] } : converted
}

/** A property that only answers have is not required of requests. */
function required(schema: Schema, way: Way): unknown {
  const { required, properties } = schema
  if (way === 'answer' || !Array.isArray(required) || !isObject(properties)) return required
  return required.filter((name: string) => {
    const property = properties[name]
    return !(isObject(property) && property['readOnly'] === true)
  })
}

/** Whether it, or what it is composed of, names properties; objects that name none are free. */
function listsProperties(schema: Schema, resolve: Resolve, seen: ReadonlySet<string> = new Set()): boolean {
  const reference = schema['$ref']
  if (typeof reference === 'string')
    return !seen.has(reference) && listsProperties(resolve(reference), resolve, new Set([...seen, reference]))
  if (isObject(schema['properties'])) return true
  return ['allOf', 'anyOf', 'oneOf'].some((keyword) => {
    const parts = schema[keyword]
    return (
      Array.isArray(parts) && parts.some((part) => isObject(part) && listsProperties(part, resolve, seen))
    )
  })
}
