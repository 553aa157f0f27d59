/**
 * What a JSON value looks like, in the words of JSON Schema: as much of it as the contact event is written in. A function
 * checks an event against this in its first milliseconds, in which the zod schema would still be built.
 */
export type Shape =
  /** Anything. */
  | { readonly type?: never }
  | { readonly type: 'boolean' }
  | {
      readonly type: 'string'
      readonly const?: string
      readonly enum?: readonly string[]
      readonly pattern?: RegExp
      /** In UTF-16 code units, as zod counts. */
      readonly minLength?: number
      readonly maxLength?: number
    }
  | {
      readonly type: 'number' | 'integer'
      readonly minimum?: number
      readonly exclusiveMinimum?: number
      readonly maximum?: number
    }
  | {
      readonly type: 'array'
      readonly items: Shape
      readonly minItems?: number
      readonly maxItems?: number
    }
  | {
      /** A `Set` of JavaScript, as DynamoDB gives one. */
      readonly type: 'set'
      readonly items: Shape
    }
  | {
      readonly type: 'object'
      /** Others may be there too. */
      readonly properties?: Readonly<Record<string, Shape>>
      readonly required?: readonly string[]
      readonly propertyNames?: Shape
      /** Of every property that `properties` does not name. */
      readonly additionalProperties?: Shape
    }

/** Where a value first differs from a shape: names and places, outermost first; `undefined` where it fits. */
export function findMismatch(value: unknown, shape: Shape): (string | number)[] | undefined {
  switch (shape.type) {
    case undefined:
      return undefined
    case 'boolean':
      return typeof value === 'boolean' ? undefined : []
    case 'string':
      return typeof value === 'string' && fitsText(value, shape) ? undefined : []
    case 'number':
    case 'integer':
      return typeof value === 'number' && fitsNumber(value, shape) ? undefined : []
    case 'set':
      return value instanceof Set ? findInList([...value], { type: 'array', items: shape.items }) : []
    case 'array':
      return Array.isArray(value) ? findInList(value, shape) : []
    default:
      return isObject(value) ? findInObject(value, shape) : []
  }
}

export type ObjectShape = Of<'object'>

type Of<Type extends Shape['type']> = Extract<Shape, { readonly type: Type }>

function fitsText(text: string, shape: Of<'string'>): boolean {
  if (shape.const !== undefined && text !== shape.const) return false
  if (shape.enum && !shape.enum.includes(text)) return false
  if (text.length < (shape.minLength ?? 0) || text.length > (shape.maxLength ?? text.length)) return false
  return shape.pattern?.test(text) ?? true
}

function fitsNumber(number: number, { type, minimum, exclusiveMinimum, maximum }: Of<'number' | 'integer'>) {
  if (type === 'integer' ? !Number.isSafeInteger(number) : !Number.isFinite(number)) return false
  if (minimum !== undefined && number < minimum) return false
  if (exclusiveMinimum !== undefined && number <= exclusiveMinimum) return false
  return maximum === undefined || number <= maximum
}

function findInList(list: readonly unknown[], { items, minItems, maxItems }: Of<'array'>) {
  if (list.length < (minItems ?? 0) || list.length > (maxItems ?? list.length)) return []
  for (const [index, item] of list.entries()) {
    const inside = findMismatch(item, items)
    if (inside) return [index, ...inside]
  }
  return undefined
}

function findInObject(object: Record<string, unknown>, shape: Of<'object'>): (string | number)[] | undefined {
  const { properties = {}, required = [], propertyNames, additionalProperties } = shape
  for (const name of required) if (object[name] === undefined) return [name]
  for (const [name, property] of Object.entries(properties)) {
    const value = object[name]
    const inside = value === undefined ? undefined : findMismatch(value, property)
    if (inside) return [name, ...inside]
  }
  if (!propertyNames && !additionalProperties) return undefined
  // What is a record to zod: no set and no map.
  if (Object.getPrototypeOf(object) !== Object.prototype) return []
  for (const [name, value] of Object.entries(object)) {
    if (propertyNames && findMismatch(name, propertyNames)) return [name]
    const inside =
      additionalProperties && !(name in properties) ? findMismatch(value, additionalProperties) : undefined
    if (inside) return [name, ...inside]
  }
  return undefined
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
