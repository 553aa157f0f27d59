import { createServer } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { getRequestListener } from '@hono/node-server'
import { askDestinations } from '../console/ask-destinations.ts'
import { consoleApp } from '../console/console-app.ts'
import { pageOperations } from '../console/page-operations.ts'
import { probeOf } from '../console/probe-of.ts'
import { rebuildBody } from '../console/rebuild-body.ts'
import { listen, PortForbidden, PortTaken } from '../local/listen.ts'
import { createContactIndex } from '../operations/contacts/contact-index.ts'
import { platformFinder } from '../operations/find-platform.ts'
import { openSite } from '../operations/open-site.ts'
import { Fault, WrongUse } from './errors.ts'
import { explainAws } from './explain-aws.ts'
import { findSite } from './find-site.ts'
import { print } from './print.ts'

export interface ConsoleOptions {
  readonly stack: string
  readonly port?: string
  readonly write?: boolean
}

/** Shows a deployed stack in a browser on this machine, with the operator's own credentials, until it is ended. */
export async function console({ stack, port = '0', write = false }: ConsoleOptions): Promise<void> {
  const wanted = Number(port)
  if (!Number.isInteger(wanted) || wanted < 0 || wanted > 65_535)
    throw new WrongUse(`--port is "${port}": give a number from 0 to 65535`)
  const now = () => new Date()
  const { site, deployment, access, adapters } = await findSite(stack)
  const open = openSite(site, deployment, access, now, { ages: false })
  // What the credentials may not read is said here, and not on the first page.
  await open.retained.parkedPlaces().catch((error: unknown) => {
    throw explainAws(error, true)
  })
  const indexed = { ...open, index: createContactIndex(open) }
  const findPlatform = platformFinder(adapters)
  const app = consoleApp({
    ports: {
      site: indexed,
      operations: pageOperations(indexed, findPlatform),
      findPlatform,
      rebuild: rebuildBody(deployment, adapters),
      probes: askDestinations(probeOf({ site, access, adapters, now }, deployment), now),
      settle: (ms) => sleep(ms),
    },
    stack,
    canWrite: write,
    now,
    explain: (error) => {
      const explained = explainAws(error, true)
      return explained instanceof Fault ? explained.message : undefined
    },
  })
  const server = createServer(getRequestListener(app.fetch))
  const listening = await listen(server, wanted).catch((error: unknown) => {
    if (error instanceof PortTaken || error instanceof PortForbidden) throw new Fault(error.message)
    throw error
  })
  print(
    `The console of "${stack}" is at http://localhost:${listening}, for this machine alone${write ? '' : ', read-only (--write lets it change something)'}.\nCtrl-C ends it.`,
  )
}
