import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { publishedSchemas } from './published-schemas.ts'
import { readArguments } from './read-arguments.ts'
import { shapeSources } from './shape-sources.ts'

readArguments(
  'npm run schemas: writes schemas/json and the shapes that functions check. It takes no options.',
  {},
)
const project = join(import.meta.dirname, '../..')
for (const [file, schema] of Object.entries(publishedSchemas()))
  await writeFile(join(project, 'schemas/json', file), `${JSON.stringify(schema, null, 2)}\n`)
for (const [file, source] of Object.entries(shapeSources())) await writeFile(join(project, file), source)
