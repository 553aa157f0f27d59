import type { Adapters } from '../deployment-checks/open-adapters.ts'
import { type OpenSite, openSite } from '../operations/open-site.ts'
import { explainAws } from './explain-aws.ts'
import { findSite } from './find-site.ts'

export interface SiteOptions {
  /** The name of a deployed stack; the local run without it. */
  readonly stack?: string
  readonly json?: boolean
}

/** Runs a command on the local run or a stack. @throws Fault in words where AWS refuses */
export async function withSite(
  { stack }: SiteOptions,
  run: (ports: OpenSite, adapters: Adapters) => Promise<void>,
): Promise<void> {
  const { site, deployment, access, adapters } = await findSite(stack)
  const ports = openSite(site, deployment, access, () => new Date())
  try {
    await run(ports, adapters)
  } catch (error) {
    throw explainAws(error, stack !== undefined)
  } finally {
    ports.close()
  }
}
