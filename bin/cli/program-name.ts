import { existsSync } from 'node:fs'
import { join, relative } from 'node:path'

const isRepository = existsSync(join(import.meta.dirname, '../../functions/platforms/index.ts'))

/**
 * How the program is called here. In the repository by its file: outside it, npx would ask the registry for a package of
 * this name, whoever has it.
 */
export function programName(): string {
  if (!isRepository) return 'npx netzdialog'
  return `node ${relative(process.cwd(), join(import.meta.dirname, '../netzdialog.mjs'))}`
}
