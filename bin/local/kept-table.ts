import { createRequire } from 'node:module'
import { join } from 'node:path'
import * as z from 'zod'

/** What dynalite keeps its table with. */
interface Database {
  open(): Promise<void>
  close(): Promise<void>
}

/** Where dynalite has the table of a folder. */
export const tableIn = (folder: string) => join(folder, 'table')

/**
 * Opens the table's database and closes it again: dynalite itself says only at the first request that it cannot, and
 * ends the process with it.
 *
 * @throws where it is damaged
 */
export async function tryTable(folder: string): Promise<void> {
  const { Level } = z
    .object({ Level: z.custom<new (path: string) => Database>((is) => typeof is === 'function') })
    .parse(createRequire(import.meta.resolve('dynalite'))('level'))
  const database = new Level(tableIn(folder))
  await database.open()
  await database.close()
}
