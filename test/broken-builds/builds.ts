import type { BrokenBuild } from './broken-build.ts'
import { deliverBuilds } from './deliver-builds.ts'
import { fetchBuilds } from './fetch-builds.ts'
import { ingestBuilds } from './ingest-builds.ts'
import { queueBuilds } from './queue-builds.ts'
import { routeBuilds } from './route-builds.ts'

/** Every way in which the project is broken on purpose; `npm run broken-builds` and `npm run faults` catch each. */
export const brokenBuilds: Readonly<Record<string, BrokenBuild>> = {
  ...ingestBuilds,
  ...queueBuilds,
  ...routeBuilds,
  ...deliverBuilds,
  ...fetchBuilds,
}
