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

const existence = /^attribute_(not_)?exists\(([^()]+)\)$/
const beginning = /^begins_with\(([^(),]+), ([^(),]+)\)$/
const comparison = /^(\S+) (=|<=|>=|<|>) (\S+)$/

/** Alternatives of conjunctions, without brackets. */
export function holds(condition: string, item: Item | undefined, places: Places): boolean {
  return condition
    .split(' OR ')
    .some((alternative) => alternative.split(' AND ').every((term) => termHolds(term, item, places)))
}

function termHolds(term: string, item: Item | undefined, places: Places): boolean {
  const [, not, name] = existence.exec(term) ?? []
  if (name !== undefined) return (item?.[nameAt(name, places)] === undefined) === (not !== undefined)
  const [, text, start] = beginning.exec(term) ?? []
  if (text !== undefined && start !== undefined)
    return String(item?.[nameAt(text, places)]?.['S'] ?? '').startsWith(String(valueAt(start, places)['S']))
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

const clauses = /^SET (.+?)(?: REMOVE (.+?))?(?: ADD (.+?))?(?: DELETE (.+?))?$/

/** `SET a = :b, …` and after it, each or not, `REMOVE c, …`, `ADD d :e, …`, `DELETE f :g, …`. */
export function updated(expression: string, item: Item, places: Places): Item {
  const [, set, remove = '', add = '', discard = ''] = clauses.exec(expression) ?? []
  if (set === undefined) throw new UnknownExpression(expression)
  const changed = { ...item }
  for (const [name, value] of pairs(set, ' = ', places)) changed[name] = value
  for (const name of remove.split(', ').filter(Boolean)) delete changed[nameAt(name, places)]
  for (const [name, value] of pairs(add, ' ', places)) changed[name] = added(changed[name], value)
  for (const [name, value] of pairs(discard, ' ', places)) {
    const left = discarded(changed[name], value)
    if (left) changed[name] = left
    else delete changed[name]
  }
  return changed
}

/** The terms of a clause: each a name, what stands between, and a value. */
function pairs(clause: string, between: string, places: Places): [string, Value][] {
  return clause
    .split(', ')
    .filter(Boolean)
    .map((term) => {
      const [name, value, ...more] = term.split(between)
      if (name === undefined || value === undefined || more.length > 0) throw new UnknownExpression(clause)
      return [nameAt(name, places), valueAt(value, places)]
    })
}

/** Numbers are summed up, sets are joined. */
function added(value: Value | undefined, more: Value): Value {
  if (typeof more['N'] === 'string' && (value === undefined || typeof value['N'] === 'string'))
    return { N: String(Number(value?.['N'] ?? 0) + Number(more['N'])) }
  return { SS: [...new Set([...elements(value), ...elements(more)])] }
}

/** A set without some elements; the empty one does not exist. */
function discarded(value: Value | undefined, less: Value): Value | undefined {
  const gone = new Set(elements(less))
  const left = elements(value).filter((element) => !gone.has(element))
  return left.length > 0 ? { SS: left } : undefined
}

function elements(value: Value | undefined): readonly string[] {
  if (value === undefined) return []
  if (!Array.isArray(value['SS'])) throw new UnknownExpression('no string set')
  return value['SS']
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
