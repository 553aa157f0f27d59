import * as z from 'zod'

export interface Mistake {
  /** As it is written in TypeScript: `destinations[0].settings.url`. */
  readonly field: string
  /** What is wrong, what was received, what to do. */
  readonly sentence: string
}

/** Where a field stands, in keys and indices. */
export type Path = readonly PropertyKey[]
type Issue = z.core.$ZodIssue

const fullStop = /[.]$/
const mustBe = /^must be /
const identifier = /^[A-Za-z_$][\w$]*$/
/** The name and password in a URL. */
const userInfo = /\/\/[^/\s]*@/g
const maxQuote = 80

/**
 * Checks `input` against `schema` and tells every mistake in words that an operator understands.
 *
 * @param base where `input` stands in the deployment
 * @param values `hidden` keeps received values out of the sentences, since they may be secret
 */
export function findMistakes(
  schema: z.ZodType,
  input: unknown,
  base: Path,
  values: 'shown' | 'hidden' = 'shown',
): Mistake[] {
  const result = schema.safeParse(input, { reportInput: true, error: describeIssue })
  if (result.success) return []
  const shape = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  return result.error.issues.flatMap((issue) => toMistakes(issue, issue.path, { shape, base, values }))
}

interface Context {
  readonly shape: z.core.JSONSchema.BaseSchema
  readonly base: Path
  readonly values: 'shown' | 'hidden'
}

function toMistakes(issue: Issue, path: Path, context: Context): Mistake[] {
  const field = (at: Path) => toField([...context.base, ...at])
  if (issue.code === 'unrecognized_keys') {
    const known = Object.keys(shapeAt(context.shape, path)?.properties ?? {}).join(', ')
    const remedy = known === '' ? 'remove it' : `remove it or correct its name to one of ${known}`
    return issue.keys.map((key) => ({ field: field([...path, key]), sentence: `is not a field; ${remedy}` }))
  }
  // A check across fields says itself what was received and what to do; one of a single value only what it must be.
  if (issue.code === 'custom' && typeof issue.input === 'object')
    return [{ field: field(path), sentence: issue.message }]
  if (issue.code === 'invalid_key')
    return [{ field: field(path), sentence: `its name ${issue.issues[0]?.message}; rename it` }]
  if (issue.code === 'invalid_union') {
    const [deeper] = issue.errors.filter((branch) => branch.some((inner) => inner.path.length > 0))
    if (deeper) return deeper.flatMap((inner) => toMistakes(inner, [...path, ...inner.path], context))
  }
  const missing = issue.input === undefined
  const received = missing ? 'nothing' : describeValue(issue.input, context.values)
  const means = shapeAt(context.shape, path)?.description
  const remedy = `${missing ? 'add it' : 'correct it'}${means ? `: ${means.replace(fullStop, '')}` : ''}`
  return [{ field: field(path), sentence: `${issue.message} (received ${received}); ${remedy}` }]
}

/** Zod's words for an issue whose schema has none of its own, e.g. `must be at most 1000`. */
function describeIssue(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${typeNames[issue.expected] ?? issue.expected}`
    case 'invalid_value':
      return `must be ${oneOf(issue.values)}`
    case 'too_small':
      return `must ${amount(issue.origin, 'at least', issue.minimum)}`
    case 'too_big':
      return `must ${amount(issue.origin, 'at most', issue.maximum)}`
    case 'invalid_format':
      return `must be ${formatNames[issue.format] ?? `of the form ${issue.pattern ?? issue.format}`}`
    case 'invalid_union':
      return describeUnion(issue.errors)
    default:
      return 'is not valid'
  }
}

const typeNames: Record<string, string> = {
  string: 'a string',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
}

const formatNames: Record<string, string> = { url: 'a URL', email: 'an e-mail address' }

function describeUnion(branches: readonly (readonly Issue[])[]): string {
  const first = branches.flatMap((branch) => branch.slice(0, 1))
  const values = first.flatMap((issue) => (issue.code === 'invalid_value' ? issue.values : []))
  if (values.length > 1 && values.length === first.length) return `must be ${oneOf(values)}`
  return first.map(({ message }, index) => (index === 0 ? message : message.replace(mustBe, ''))).join(' or ')
}

function oneOf(values: readonly unknown[]): string {
  const words = values.map((value) => JSON.stringify(value)).join(', ')
  return values.length === 1 ? words : `one of ${words}`
}

function amount(origin: string, bound: string, limit: number | bigint): string {
  if (origin === 'string') return `have ${bound} ${limit} character${limit === 1 ? '' : 's'}`
  if (origin === 'array' || origin === 'set') return `have ${bound} ${limit} entr${limit === 1 ? 'y' : 'ies'}`
  return `be ${bound} ${limit}`
}

function describeValue(value: unknown, values: 'shown' | 'hidden'): string {
  if (value === '' || value === null) return value === '' ? 'an empty string' : 'null'
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list'
  if (typeof value === 'object') return 'an object'
  if (typeof value === 'function') return 'a function'
  if (values === 'hidden') return `a ${typeof value}`
  if (typeof value !== 'string') return String(value)
  const shown = value.replace(userInfo, '//…@')
  return JSON.stringify(shown.length > maxQuote ? `${shown.slice(0, maxQuote)}…` : shown)
}

export function toField(path: Path): string {
  return path.reduce<string>((field, key) => {
    if (typeof key === 'number') return `${field}[${key}]`
    const name = String(key)
    if (!identifier.test(name)) return `${field}[${JSON.stringify(name)}]`
    return field === '' ? name : `${field}.${name}`
  }, '')
}

/** The JSON Schema of the field at `path`, where it can be found. */
function shapeAt(shape: z.core.JSONSchema.BaseSchema, path: Path): z.core.JSONSchema.BaseSchema | undefined {
  let at: unknown = shape
  for (const key of path) {
    if (!isShape(at)) return undefined
    const { properties, additionalProperties, items } = objectOf(at)
    at = typeof key === 'number' ? items : (properties?.[String(key)] ?? additionalProperties)
  }
  return isShape(at) ? { ...objectOf(at), ...at } : undefined
}

/** Where a field is an object or something else, the object of it. */
function objectOf(shape: z.core.JSONSchema.BaseSchema): z.core.JSONSchema.BaseSchema {
  const branches = (shape.anyOf ?? []).filter(isShape)
  return branches.find(({ properties }) => properties !== undefined) ?? shape
}

function isShape(value: unknown): value is z.core.JSONSchema.BaseSchema {
  return typeof value === 'object' && value !== null
}
