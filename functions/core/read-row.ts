import { findMismatch, type ObjectShape } from '../../schemas/shape.ts'
import type { Row, RowKind } from './ledger.ts'
import { rowShapes } from './row-shapes.ts'

const shapes: Readonly<Record<RowKind, ObjectShape>> = rowShapes

/** The names of a row's fields. */
export function rowFields(kind: RowKind): string[] {
  return Object.keys(shapes[kind].properties ?? {})
}

/**
 * A row of a kind, without what else the table keeps beside it: keys and time to live.
 *
 * @throws TypeError that names the first field that is wrong, and no value
 */
export function readRow<Kind extends RowKind>(
  kind: Kind,
  item: Readonly<Record<string, unknown>>,
): Row<Kind> {
  const path = findMismatch(item, shapes[kind])
  if (path) throw new TypeError(`no row of the kind ${kind}: ${path.join('.')}`)
  const fields = rowFields(kind).filter((name) => item[name] !== undefined)
  return Object.fromEntries(fields.map((name) => [name, item[name]])) as Row<Kind>
}
