import type { Deployment } from '../../schemas/deployment.ts'
import { checkDeployment, InvalidDeployment } from './check-deployment.ts'
import { findWarnings, type Warning } from './find-warnings.ts'
import { type Adapters, openAdapters } from './open-adapters.ts'
import { readDeployment } from './read-deployment.ts'

export interface LoadedDeployment {
  /** As an operator knows it. */
  readonly file: string
  readonly deployment: Deployment
  /** Those that it has, whichever was chosen. */
  readonly stages: readonly string[]
  /** The built-in ones, and those of one's own that it names. */
  readonly adapters: Adapters
  readonly warnings: readonly Warning[]
}

/** What the operator wrote, checked. @throws InvalidDeployment whose message names the file, the field and the remedy */
export async function loadDeployment(environment: NodeJS.ProcessEnv): Promise<LoadedDeployment> {
  const { file, folder, input, stages } = await readDeployment(environment)
  const adapters = openAdapters(input, folder)
  const deployment = await checkDeployment(input, adapters, file)
  return { file, stages, deployment, adapters, warnings: findWarnings(deployment, file) }
}

/**
 * What the operator wrote, checked, for a stack.
 *
 * @param stage what `-c stage=` says
 * @throws InvalidDeployment also where it has stages and none is chosen: what is deployed then would be none of them
 */
export async function loadStage(environment: NodeJS.ProcessEnv, stage?: string): Promise<LoadedDeployment> {
  const loaded = await loadDeployment({ ...environment, ...(stage && { NETZDIALOG_STAGE: stage }) })
  if (loaded.stages.length === 0 || loaded.deployment.stage !== undefined) return loaded
  const names = loaded.stages.join(', ')
  throw new InvalidDeployment(
    `${loaded.file}: has the stages ${names}, and none is chosen: say -c stage=${loaded.stages[0]}, or set NETZDIALOG_STAGE`,
  )
}
