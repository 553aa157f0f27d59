/** Puts what `npm create netzdialog` runs into one file, `bin/create/dist/`. `npm pack ./bin/create` runs it. */
import { join, resolve } from 'node:path'
import { buildSync } from 'esbuild'

const folder = resolve(import.meta.dirname, '../create')

buildSync({
  entryPoints: [join(folder, 'create-netzdialog.ts')],
  outfile: join(folder, 'dist/create-netzdialog.mjs'),
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
})
