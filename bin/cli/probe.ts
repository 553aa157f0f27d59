import { styleText } from 'node:util'
import { openProbe } from '../operations/open-probe.ts'
import { probeDestination } from '../operations/probe-destination.ts'
import { Fault, WrongUse } from './errors.ts'
import { explainAws } from './explain-aws.ts'
import { findSite } from './find-site.ts'
import { print } from './print.ts'
import type { SiteOptions } from './with-site.ts'

/** Prints whether a destination's address, certificate and credentials are right, and what to do if not. */
export async function probe(destination: string, options: SiteOptions): Promise<void> {
  const { site, deployment, access, adapters, standIns } = await findSite(options.stack)
  const config = deployment.destinations.find(({ name }) => name === destination)
  if (!config) {
    const names = deployment.destinations.map(({ name }) => name).join(', ')
    throw new WrongUse(`no destination "${destination}": take one of ${names}`)
  }
  const ports = await openProbe(config, deployment.name, {
    site,
    access,
    adapters,
    now: () => new Date(),
  })
  if (!ports) throw new Fault(`there is no adapter "${config.adapter}": correct it in the deployment`)
  const findings = await probeDestination(ports).catch((error: unknown) => {
    const explained = explainAws(error, options.stack !== undefined)
    if (explained instanceof Fault || !(explained instanceof Error)) throw explained
    throw new Fault(`the adapter of "${destination}" threw in its probe: ${explained.message}`)
  })
  if (!findings)
    throw new Fault(`the adapter of "${destination}" cannot be probed: send it a sample and look`)
  if (findings.some(({ ok }) => !ok)) process.exitCode = 1
  if (options.json) return print(JSON.stringify(findings))
  if (standIns?.includes(destination))
    print(`asked the demo CRM, which stands in: "${destination}" has no \`local\` settings`)
  for (const { ok, message } of findings)
    print(`${ok ? styleText('green', 'ok') : styleText('red', 'no')}  ${message}`)
}
