import { isDeepStrictEqual } from 'node:util'

/** As DynamoDB writes values: `{ S: 'text' }`, `{ N: '1' }`, … */
export type Value = Readonly<Record<string, unknown>>
export type Item = Readonly<Record<string, Value>>

/** The names and values that an expression refers to. */
export interface Places {
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>> | undefined
  readonly ExpressionAttributeValues?: Item | undefined
}

/** Outside of what the ledger writes: better an error than a guess. */
export class UnknownExpression extends Error {}

const absent = /^attribute_not_exists\(([^()]+)\)$/
const comparison = /^(\S+) (=|<=|>=|<|>) (\S+)$/

/** Alternatives of conjunctions, without brackets. */
export function holds(condition: string, item: Item | undefined, places: Places): boolean {
  return condition
    .split(' OR ')
    .some((alternative) => alternative.split(' AND ').every((term) => termHolds(term, item, places)))
}

function termHolds(term: string, item: Item | undefined, places: Places): boolean {
  const name = absent.exec(term)?.[1]
  if (name !== undefined) return item?.[nameAt(name, places)] === undefined
  const [, left, operator, right] = comparison.exec(term) ?? []
  if (left === undefined || operator === undefined || right === undefined) throw new UnknownExpression(term)
  const [one, other] = [item?.[nameAt(left, places)], valueAt(right, places)]
  if (one === undefined) return false
  if (operator === '=') return isDeepStrictEqual(one, other)
  const difference = compare(one, other)
  if (difference === undefined) return false
  return operator.startsWith('<')
    ? difference < 0 || (difference === 0 && operator === '<=')
    : difference > 0 || (difference === 0 && operator === '>=')
}

/** `undefined` where they are of different types. */
function compare(one: Value, other: Value): number | undefined {
  if (typeof one['N'] === 'string' && typeof other['N'] === 'string')
    return Number(one['N']) - Number(other['N'])
  if (typeof one['S'] === 'string' && typeof other['S'] === 'string')
    return Buffer.compare(Buffer.from(one['S']), Buffer.from(other['S']))
  return undefined
}

const update = /^SET (.+?)(?: REMOVE (.+))?$/

/** `SET a = :b, …` and after it, or not, `REMOVE c, …`. */
export function updated(expression: string, item: Item, places: Places): Item {
  const [, set, remove = ''] = update.exec(expression) ?? []
  if (set === undefined) throw new UnknownExpression(expression)
  const changed = { ...item }
  for (const assignment of set.split(', ')) {
    const [name, value, ...more] = assignment.split(' = ')
    if (name === undefined || value === undefined || more.length > 0) throw new UnknownExpression(expression)
    changed[nameAt(name, places)] = valueAt(value, places)
  }
  for (const name of remove.split(', ').filter(Boolean)) delete changed[nameAt(name, places)]
  return changed
}

function nameAt(place: string, { ExpressionAttributeNames: names = {} }: Places): string {
  if (!place.startsWith('#')) return place
  const name = names[place]
  if (name === undefined) throw new UnknownExpression(`${place} names nothing`)
  return name
}

export function valueAt(place: string, { ExpressionAttributeValues: values = {} }: Places): Value {
  const value = values[place]
  if (value === undefined) throw new UnknownExpression(`${place} has no value`)
  return value
}
