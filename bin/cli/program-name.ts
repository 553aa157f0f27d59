import { existsSync } from 'node:fs'
import { join, relative } from 'node:path'

const isRepository = existsSync(join(import.meta.dirname, '../../functions/platforms/index.ts'))

/**
 * How the program is called here. In the repository by its file, else as what is installed: npx alone would take
 * from the registry what has this name, whoever’s it is.
 */
export function programName(): string {
  if (!isRepository) return 'npx --no-install netzdialog'
  return `node ${relative(process.cwd(), join(import.meta.dirname, '../netzdialog.mjs'))}`
}
