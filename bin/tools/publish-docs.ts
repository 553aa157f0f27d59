import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { destinationAdapters } from '../../functions/destinations/index.ts'
import { platformAdapters } from '../../functions/platforms/index.ts'
import { destinationsPage } from './destinations-page.ts'
import { eventExamplesPage } from './event-examples-page.ts'
import { platformsPage } from './platforms-page.ts'
import { readArguments } from './read-arguments.ts'
import { settingsPage } from './settings-page.ts'

readArguments(
  'npm run docs: writes the pages of docs/ that are generated from code and recordings. It takes no options.',
  {},
)
const project = join(import.meta.dirname, '../..')
await writeFile(
  join(project, 'docs/platforms.md'),
  await platformsPage(project, Object.keys(platformAdapters)),
)
await writeFile(join(project, 'docs/destinations.md'), await destinationsPage(project, destinationAdapters))
await writeFile(join(project, 'docs/event-examples.md'), await eventExamplesPage(project))
await writeFile(
  join(project, 'docs/settings.md'),
  await settingsPage(project, { platforms: platformAdapters, destinations: destinationAdapters }),
)
