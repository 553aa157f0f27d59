import { loadDeployment } from '../deployment-checks/load-deployment.ts'
import { Fault } from './errors.ts'
import { print } from './print.ts'

/** Says whether the deployment, its adapters and their settings are right. @throws Fault with a line a mistake */
export async function check(): Promise<void> {
  const { deployment } = await loadDeployment(process.env).catch((error: Error) => {
    throw new Fault(`the deployment cannot be used\n${error.message}`)
  })
  const platforms = Object.keys(deployment.platforms)
  const destinations = deployment.destinations.map(({ name }) => name)
  print(`the deployment "${deployment.name}" is right: ${platforms.join(', ')} to ${destinations.join(', ')}`)
}
