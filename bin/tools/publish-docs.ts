import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { destinationAdapters } from '../../functions/destinations/index.ts'
import { platformAdapters } from '../../functions/platforms/index.ts'
import { destinationsPage } from './destinations-page.ts'
import { buildDocsSite } from './docs-site/build-docs-site.ts'
import { eventExamplesPage } from './event-examples-page.ts'
import { platformsPage } from './platforms-page.ts'
import { readArguments } from './read-arguments.ts'
import { settingsPage } from './settings-page.ts'

readArguments(
  'npm run docs: writes the pages of docs/ that are generated from code and recordings, then a site of all pages, with a search, into site/. It takes no options.',
  {},
)
const project = join(import.meta.dirname, '../..')
const generated = {
  'platforms.md': await platformsPage(project, Object.keys(platformAdapters)),
  'destinations.md': await destinationsPage(project, destinationAdapters),
  'event-examples.md': await eventExamplesPage(project),
  'settings.md': await settingsPage(project, {
    platforms: platformAdapters,
    destinations: destinationAdapters,
  }),
}
for (const [page, text] of Object.entries(generated)) await writeFile(join(project, 'docs', page), text)
const pages = await buildDocsSite(project, join(project, 'site'))
process.stdout.write(`${pages} pages: open site/index.html\n`)
