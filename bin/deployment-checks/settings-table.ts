import * as z from 'zod'
import { secretFields } from '../../functions/core/settings.ts'
import { markdownTable } from './markdown-table.ts'

type Shape = z.core.JSONSchema.BaseSchema
type Field = Shape | boolean

/** The settings of an adapter as a table of Markdown: name, what stands there unless told, what it is for. */
export function settingsTable(settings: z.ZodType): string[] {
  const shape = z.toJSONSchema(settings, { io: 'input', unrepresentable: 'any' })
  const secrets = new Set(secretFields(settings))
  const rows = fieldsOf(shape).flatMap(([name, field, isRequired]) =>
    rowsOf(name, field, { isRequired, isSecret: secrets.has(name) }),
  )
  return markdownTable(['setting', 'unless told', 'meaning'], rows)
}

interface Marks {
  readonly isRequired: boolean
  readonly isSecret: boolean
}

/** A setting, then those within it that say what they are for, or what they are unless told. */
function rowsOf(name: string, field: Field, { isRequired, isSecret }: Marks): string[][] {
  const { description = '', default: usual } = typeof field === 'object' ? field : {}
  const unless = usual === undefined || isEmpty(usual) ? (isRequired ? 'required' : 'optional') : code(usual)
  const within = alternativesOf(field)
    .flatMap(fieldsOf)
    .filter(([, inner]) => typeof inner === 'object' && (inner.description ?? inner.default) !== undefined)
    .flatMap(([inner, innerField, innerRequired]) =>
      rowsOf(`${name}.${inner}`, innerField, { isRequired: innerRequired, isSecret }),
    )
  return [[`\`${name}\``, isSecret ? `${unless}, secret` : unless, oneLine(description)], ...within]
}

function fieldsOf({ properties = {}, required = [] }: Shape): [string, Field, boolean][] {
  return Object.entries(properties).map(([name, field]) => [name, field, required.includes(name)])
}

/** The objects that a setting may be. */
function alternativesOf(field: Field): Shape[] {
  if (typeof field !== 'object') return []
  return [field, ...(field.anyOf ?? []), ...(field.oneOf ?? [])].filter((each) => typeof each === 'object')
}

/** `prefault({})`: nothing need be told. */
function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0
}

const code = (value: unknown) => `\`${JSON.stringify(value)}\``

const breaks = /\s+/g
const oneLine = (text: string) => text.replace(breaks, ' ')
