import { describe, expect, it } from 'vitest'
import { type RowKind, rowSchemas } from '../../../functions/core/ledger.ts'
import { readRow, rowFields } from '../../../functions/core/read-row.ts'

const kinds = Object.keys(rowSchemas) as RowKind[]

/** What stands at the edge of one rule or another. */
const edges: readonly unknown[] = [
  ...['2026-11-20T19:43:21.000Z', '2026-11-20T19:43:21+01:00', '', 'x', 'waiting', 'delivered', 'lost'],
  ...[0, 1, -1, 0.5, 2 ** 53, Number.NaN, true, false, null, [], ['x'], [1], {}, { id: 'x' }, { id: 1 }],
  ...[{ a: { at: '2026-11-20T19:43:21.000Z', events: {} } }, { a: { at: 'x', events: {} } }],
  ...[{ a: 'x' }, { a: 1 }, { ticket: 'x' }, new Set(), new Set(['x']), new Set([1]), new Map()],
]

/** A row in which every field holds the first value that its schema takes. */
function fullRow(kind: RowKind): Record<string, unknown> {
  const fields = Object.entries(rowSchemas[kind].shape)
  return Object.fromEntries(
    fields.map(([name, field]) => [name, edges.find((edge) => field.safeParse(edge).success)]),
  )
}

const outcome = (read: () => unknown) => {
  try {
    return read()
  } catch {
    return 'refused'
  }
}

describe('readRow', () => {
  it.each(kinds)('agrees with the schema of %s on any one value at the edge of a rule', (kind) => {
    const full = fullRow(kind)
    for (const name of Object.keys(full)) {
      for (const edge of [...edges, undefined]) {
        const row = { ...full, [name]: edge }
        const { success } = rowSchemas[kind].safeParse(row)
        const read = outcome(() => readRow(kind, row))
        const expected = success
          ? Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined))
          : 'refused'
        expect(read, `${name}: ${String(edge)}`).toEqual(expected)
      }
    }
  })

  it('leaves out what the table keeps beside a row', () => {
    const item = { pk: 'pace#crm', sk: 'pace', expiresAt: 1, nextAt: 1, returnAt: 2 }
    expect(readRow('pace', item)).toEqual({ nextAt: 1, returnAt: 2 })
  })

  it('names the field that is wrong and quotes no value', () => {
    const row = { conversationId: 'x', author: { id: 4711 } }
    expect(() => readRow('message', row)).toThrow(/^no row of the kind message: author\.id$/)
  })
})

describe('rowFields', () => {
  it.each(kinds)('names the fields of %s', (kind) => {
    expect(rowFields(kind)).toEqual(Object.keys(rowSchemas[kind].shape))
  })
})
