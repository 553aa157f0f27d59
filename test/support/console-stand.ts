import { createServer } from 'node:http'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { getRequestListener } from '@hono/node-server'
import { askDestinations } from '../../bin/console/ask-destinations.ts'
import { consoleApp } from '../../bin/console/console-app.ts'
import { pageOperations } from '../../bin/console/page-operations.ts'
import { readAwsAccess } from '../../bin/local/aws-environment.ts'
import { startEmulators } from '../../bin/local/emulators.ts'
import { close, listen } from '../../bin/local/listen.ts'
import { createResources } from '../../bin/local/resources.ts'
import { createContactIndex } from '../../bin/operations/contacts/contact-index.ts'
import { openSite } from '../../bin/operations/open-site.ts'
import { deployment } from '../../schemas/deployment.ts'
import { fillTable } from './fill-table.ts'

const destination = { name: 'crm', adapter: 'webhook', settings: { url: 'https://crm.example.com/' } }

/**
 * The console of a stack over emulated services whose table was filled.
 *
 * @param count events, of the last twenty hours
 */
export async function consoleStand(count: number, { canWrite = false } = {}) {
  const aws = readAwsAccess({})
  const emulators = await startEmulators({})
  const { endpoints } = emulators
  const resources = await createResources({ endpoints, aws, name: 'netzdialog', destinations: ['crm'] })
  const now = new Date()
  const dynamodb = new DynamoDBClient({ ...aws, endpoint: endpoints.dynamodb })
  await fillTable({ client: dynamodb, table: resources.table, count, now, destinations: ['crm'] })
  const site = openSite(
    { ...resources, region: aws.region, endpoints: { ...endpoints, secrets: 'http://127.0.0.1:1' } },
    deployment.parse({
      platforms: { facebook: {} },
      destinations: [destination],
      routing: { rules: [{ to: ['crm'] }] },
    }),
    aws,
    () => new Date(),
    { ages: false },
  )
  const app = consoleApp({
    ports: {
      site: { ...site, index: createContactIndex(site) },
      operations: pageOperations(site),
      findPlatform: () => Promise.resolve(undefined),
      rebuild: () => Promise.resolve(undefined),
      probes: askDestinations(
        () => Promise.resolve(undefined),
        () => new Date(),
      ),
      settle: () => Promise.resolve(),
    },
    stack: 'netzdialog',
    canWrite,
    now: () => new Date(),
    explain: () => undefined,
  })
  const server = createServer(getRequestListener(app.fetch))
  const url = `http://127.0.0.1:${await listen(server, 0)}`
  return {
    url,
    site,
    /** When the table was filled, as `filledEvent` wants it. */
    filled: { now, count },
    /** Of the whole answer. @throws where it is none of 200 */
    async milliseconds(path: string): Promise<number> {
      const began = performance.now()
      const answer = await fetch(`${url}${path}`, { headers: { accept: 'text/html' } })
      await answer.text()
      if (answer.status !== 200) throw new Error(`${path} was answered with ${answer.status}`)
      return performance.now() - began
    },
    async stop(): Promise<void> {
      await close(server)
      site.close()
      dynamodb.destroy()
      await emulators.stop()
    },
  }
}
