import type { Deployment } from '../../schemas/deployment.ts'
import { registries } from './adapter-mistakes.ts'
import { checkDeployment } from './check-deployment.ts'
import { readDeployment } from './read-deployment.ts'

/** What the operator wrote, checked. @throws InvalidDeployment whose message names the file, the field and the remedy */
export async function loadDeployment(environment: NodeJS.ProcessEnv): Promise<Deployment> {
  const { file, input } = await readDeployment(environment)
  return checkDeployment(input, registries, file)
}
