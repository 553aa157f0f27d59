import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { destinationAdapters } from '../../functions/destinations/index.ts'
import { platformAdapters } from '../../functions/platforms/index.ts'
import { destinationsPage } from './destinations-page.ts'
import { eventExamplesPage } from './event-examples-page.ts'
import { platformsPage } from './platforms-page.ts'
import { readArguments } from './read-arguments.ts'

readArguments(
  'npm run docs: writes docs/platforms.md, docs/destinations.md and docs/event-examples.md. It takes no options.',
  {},
)
const project = join(import.meta.dirname, '../..')
await writeFile(
  join(project, 'docs/platforms.md'),
  await platformsPage(project, Object.keys(platformAdapters)),
)
await writeFile(join(project, 'docs/destinations.md'), await destinationsPage(project, destinationAdapters))
await writeFile(join(project, 'docs/event-examples.md'), await eventExamplesPage(project))
