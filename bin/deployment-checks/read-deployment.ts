import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { InvalidDeployment } from './check-deployment.ts'

export interface WrittenDeployment {
  /** As an operator knows it, for what there is to say of it. */
  readonly file: string
  /** Where it lies: what the adapters in it are seen from. */
  readonly folder: string
  /** As it was written, unchecked. */
  readonly input: unknown
}

/** What a project of its own calls its deployment. */
export const configFile = 'netzdialog.config.ts'

const operators = join(import.meta.dirname, '../deployment.ts')

/**
 * What the operator wrote: the module that `NETZDIALOG_DEPLOYMENT` names, seen from the working directory, else
 * `netzdialog.config.ts` there, else `bin/deployment.ts` of the repository.
 *
 * @throws InvalidDeployment where that is not there, cannot be read or exports no `deployment`
 */
export async function readDeployment(environment: NodeJS.ProcessEnv): Promise<WrittenDeployment> {
  const { NETZDIALOG_DEPLOYMENT: variable } = environment
  const named = variable || (existsSync(configFile) ? configFile : undefined)
  if (named === undefined) {
    if (!existsSync(operators))
      throw new InvalidDeployment(
        `there is no ${configFile} in ${process.cwd()}: run this in the folder where it lies, or write one with \`npx netzdialog init <folder>\``,
      )
    const { deployment } = await load('bin/deployment.ts', () => import('../deployment.ts'))
    return { file: 'bin/deployment.ts', folder: join(import.meta.dirname, '..'), input: deployment }
  }
  const path = resolve(named)
  if (!existsSync(path))
    throw new InvalidDeployment(
      `NETZDIALOG_DEPLOYMENT is "${named}": there is no such file; correct or unset it`,
    )
  const module = await load<Record<string, unknown>>(named, () => import(pathToFileURL(path).href))
  const input = module['deployment'] ?? module['default']
  if (input === undefined)
    throw new InvalidDeployment(
      `${named}: exports no deployment; write \`export default defineDeployment({ … })\``,
    )
  return { file: named, folder: dirname(path), input }
}

/** What Node.js says of a wrong module names neither the file nor what it is for. */
async function load<Module>(file: string, run: () => Promise<Module>): Promise<Module> {
  try {
    return await run()
  } catch (error) {
    throw new InvalidDeployment(`${file}: cannot be read: ${error instanceof Error ? error.message : error}`)
  }
}
