import type { Deployment } from '../../schemas/deployment.ts'
import { checkDeployment } from './check-deployment.ts'
import { findWarnings, type Warning } from './find-warnings.ts'
import { type Adapters, openAdapters } from './open-adapters.ts'
import { readDeployment } from './read-deployment.ts'

export interface LoadedDeployment {
  /** As an operator knows it. */
  readonly file: string
  readonly deployment: Deployment
  /** The built-in ones, and those of one's own that it names. */
  readonly adapters: Adapters
  readonly warnings: readonly Warning[]
}

/** What the operator wrote, checked. @throws InvalidDeployment whose message names the file, the field and the remedy */
export async function loadDeployment(environment: NodeJS.ProcessEnv): Promise<LoadedDeployment> {
  const { file, folder, input } = await readDeployment(environment)
  const adapters = openAdapters(input, folder)
  const deployment = await checkDeployment(input, adapters, file)
  return { file, deployment, adapters, warnings: findWarnings(deployment, file) }
}
