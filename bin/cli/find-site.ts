import { errorCode } from '../../functions/core/errors.ts'
import type { Deployment } from '../../schemas/deployment.ts'
import { loadDeployment } from '../deployment-checks/load-deployment.ts'
import { type Adapters, openAdapters } from '../deployment-checks/open-adapters.ts'
import { readAwsAccess } from '../local/aws-environment.ts'
import { localResources } from '../local/local-resources.ts'
import type { Access } from '../operations/open-site.ts'
import type { Site } from '../operations/site.ts'
import { Fault, WrongUse } from './errors.ts'
import { readStackSite } from './read-stack-site.ts'

export interface Found {
  readonly site: Site
  readonly deployment: Deployment
  readonly access: Access
  readonly adapters: Adapters
  /** Of a local run: destinations for which the demo CRM stands in. */
  readonly standIns?: readonly string[]
}

/**
 * Where the commands look: the local run at `$PORT`, or a deployed stack.
 *
 * @throws Fault where it is not there, WrongUse where it has no name
 */
export function findSite(stack: string | undefined): Promise<Found> {
  if (stack?.trim() === '')
    throw new WrongUse('--stack is empty: name the stack, or leave it out for the local run')
  return stack === undefined ? findLocalRun() : findStack(stack)
}

/** The local run at an address, without a slash at its end. @throws Fault where there is none */
export async function findLocalRun(url = `http://localhost:${process.env['PORT'] || 8787}`): Promise<Found> {
  const answer = await askLocalRun(url)
  const resources = localResources.safeParse(answer)
  if (!resources.success)
    throw new Fault(`${url} is no local run of this version: is \`npm start\` of this folder running there?`)
  const adapters = openAdapters(resources.data.deployment, process.cwd())
  return { ...resources.data, access: readAwsAccess(process.env), adapters }
}

async function askLocalRun(url: string): Promise<unknown> {
  if (!URL.canParse(url))
    throw new WrongUse(`PORT is "${process.env['PORT']}": set it to a number from 0 to 65535`)
  try {
    const answer = await fetch(`${url}/local/resources`, { signal: AbortSignal.timeout(10_000) })
    if (answer.status === 503) throw new Fault(`the local run at ${url} is still starting: try again`)
    return await answer.json()
  } catch (error) {
    if (error instanceof Fault) throw error
    if (error instanceof SyntaxError) return undefined
    const cause = error instanceof TypeError && error.cause ? error.cause : error
    const code = cause instanceof Error && errorCode(cause) === 'Error' ? cause.message : errorCode(cause)
    if (code === 'ECONNREFUSED')
      throw new Fault(
        `nobody listens at ${url}: is \`npm start\` running? A deployed stack is named by --stack <name>`,
      )
    throw new Fault(`the local run at ${url} does not answer (${code}): start it again`)
  }
}

async function findStack(stack: string): Promise<Found> {
  const { file, deployment, adapters } = await loadDeployment(process.env).catch((error: Error) => {
    throw new Fault(`the deployment cannot be used\n${error.message}`)
  })
  const site = await readStackSite(stack, { name: deployment.name, file, region: deployment.region })
  return { site, deployment, access: {}, adapters }
}
