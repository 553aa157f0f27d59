import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import { marshall } from '@aws-sdk/util-dynamodb'
import { compact } from '../core/compact.ts'
import type { RowKind } from '../core/ledger.ts'
import { rowFields } from '../core/read-row.ts'

/** A part of a DynamoDB request, with the places that it refers to. */
export interface Expression {
  readonly expression: string
  readonly names: Record<string, string>
  readonly values: Record<string, AttributeValue>
}

/** `SetChanges` of any kind of row. */
export interface ElementChanges {
  readonly add?: Readonly<Record<string, readonly string[] | undefined>>
  readonly remove?: Readonly<Record<string, readonly string[] | undefined>>
}

/**
 * An UpdateExpression that sets fields, changes sets and counts the version of a kind that has one. DynamoDB takes each
 * attribute once, and no empty set.
 *
 * @param given fields; those that are undefined are left as they are
 * @param how `fresh`: everything else that the row holds is forgotten
 */
export function updateExpression(
  kind: RowKind,
  given: Readonly<Record<string, unknown>>,
  { sets: { add = {}, remove = {} }, fresh }: { sets: ElementChanges; fresh: boolean },
): Expression {
  const names: Record<string, string> = {}
  const values: Record<string, AttributeValue> = {}
  const place = (name: string) => {
    const at = `#u${Object.keys(names).length}`
    names[at] = name
    return at
  }
  const bound = (name: string, value: AttributeValue, operator: string) => {
    const at = `:u${Object.keys(values).length}`
    values[at] = value
    return `${place(name)}${operator}${at}`
  }
  const fields: Readonly<Record<string, unknown>> = compact(given)
  const columns = rowFields(kind)
  const counted = columns.includes('version') && !('version' in fields)
  const elements = (changes: Readonly<Record<string, readonly string[] | undefined>>) =>
    Object.entries(changes).flatMap(([name, all = []]): [string, AttributeValue][] =>
      all.length > 0 ? [[name, { SS: [...new Set(all)] }]] : [],
    )
  const set = Object.entries(marshalled(Object.entries(fields)))
  const [added, removed] = [elements(add), elements(remove)]
  // A row that is forgotten has no set to add to and nothing to remove.
  const written = fresh ? [...set, ...added] : set
  const known = new Set([...written.map(([name]) => name), ...(counted ? ['version'] : [])])
  const clauses = [
    ['SET', written.map(([name, value]) => bound(name, value, ' = '))],
    ['REMOVE', fresh ? columns.filter((name) => !known.has(name)).map(place) : []],
    [
      'ADD',
      [
        ...(fresh ? [] : added.map(([name, value]) => bound(name, value, ' '))),
        ...(counted ? [bound('version', { N: '1' }, ' ')] : []),
      ],
    ],
    ['DELETE', fresh ? [] : removed.map(([name, value]) => bound(name, value, ' '))],
  ] as const
  const expression = clauses
    .flatMap(([verb, terms]) => (terms.length > 0 ? [`${verb} ${terms.join(', ')}`] : []))
    .join(' ')
  return { expression, names, values }
}

function marshalled(entries: [string, unknown][]): Record<string, AttributeValue> {
  return marshall(Object.fromEntries(entries), { removeUndefinedValues: true })
}
