import type { Destination } from '../../functions/contracts/destination.ts'
import type { Platform } from '../../functions/contracts/platform.ts'
import { loadDeployment } from '../deployment-checks/load-deployment.ts'
import { settingsTable } from '../deployment-checks/settings-table.ts'
import { checkStack } from './check-stack.ts'
import { Fault } from './errors.ts'
import { print } from './print.ts'

export interface CheckOptions {
  /** Prints the settings of each adapter, too. */
  readonly settings?: boolean
  /** The name of a deployed stack, which is asked whether anything would be lost. */
  readonly stack?: string
}

/**
 * Says whether the deployment, its adapters and their settings are right, and may take the place of a deployed one.
 *
 * @throws Fault with a line a mistake
 */
export async function check(options: CheckOptions): Promise<void> {
  const { deployment, adapters, file, stages, warnings } = await load(process.env)
  const platforms = Object.keys(deployment.platforms)
  const destinations = deployment.destinations.map(({ name }) => name)
  print(`the deployment "${deployment.name}" is right: ${platforms.join(', ')} to ${destinations.join(', ')}`)
  if (deployment.stage === undefined)
    for (const stage of stages) {
      const { deployment: staged } = await load({ ...process.env, NETZDIALOG_STAGE: stage })
      print(`its stage ${stage}, "${staged.name}", is right`)
    }
  for (const { sentence } of warnings) console.error(`note: ${sentence}`)
  if (options.stack !== undefined) {
    const isThere = await checkStack(options.stack, { deployment, file })
    print(
      isThere
        ? `nothing is lost when it takes the place of the stack "${options.stack}"`
        : `there is no stack "${options.stack}" yet`,
    )
  }
  if (!options.settings) return
  for (const platform of platforms) await printSettings(platform, adapters.platforms[platform])
  for (const { name, adapter } of deployment.destinations)
    await printSettings(name, adapters.destinations[adapter])
}

function load(environment: NodeJS.ProcessEnv) {
  return loadDeployment(environment).catch((error: Error) => {
    throw new Fault(`the deployment cannot be used\n${error.message}`)
  })
}

async function printSettings(name: string, load: (() => Promise<Platform | Destination>) | undefined) {
  const adapter = await load?.()
  if (adapter) print(['', `## ${name}`, '', ...settingsTable(adapter.settings)].join('\n'))
}
