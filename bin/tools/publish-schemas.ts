import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { contactEventShapeSource } from './contact-event-shape.ts'
import { publishedSchemas } from './published-schemas.ts'
import { readArguments } from './read-arguments.ts'

readArguments('npm run schemas: writes schemas/json and what functions check. It takes no options.', {})
const folder = join(import.meta.dirname, '../../schemas/json')
const shape = join(import.meta.dirname, '../../schemas/contact-event-shape.ts')
for (const [file, schema] of Object.entries(publishedSchemas()))
  await writeFile(join(folder, file), `${JSON.stringify(schema, null, 2)}\n`)
await writeFile(shape, contactEventShapeSource())
