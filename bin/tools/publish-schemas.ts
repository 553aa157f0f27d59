import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { publishedSchemas } from './published-schemas.ts'
import { readArguments } from './read-arguments.ts'

readArguments('npm run schemas: writes schemas/json. It takes no options.', {})
const folder = join(import.meta.dirname, '../../schemas/json')
for (const [file, schema] of Object.entries(publishedSchemas()))
  await writeFile(join(folder, file), `${JSON.stringify(schema, null, 2)}\n`)
