import * as z from 'zod'
import { inflated } from '../../functions/core/archived-body.ts'

const withBody = z.looseObject({ body: z.string() })

/** Rows of the ledger with what the archive packs as it can be read, for whoever looks for words in them. */
export function legibleRows(rows: ReadonlyMap<string, unknown>): [key: string, row: unknown][] {
  return [...rows].map(([key, row]) => {
    const { data } = withBody.safeParse(row)
    return [key, data ? { ...data, body: inflated(data.body) } : row]
  })
}
