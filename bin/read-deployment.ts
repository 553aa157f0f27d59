import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { InvalidDeployment } from './check-deployment.ts'

export interface WrittenDeployment {
  /** As an operator knows it, for what there is to say of it. */
  readonly file: string
  /** As it was written, unchecked. */
  readonly input: unknown
}

/**
 * What the operator wrote: `bin/deployment.ts`, or the module that `NETZDIALOG_DEPLOYMENT` names, seen from the
 * working directory.
 *
 * @throws InvalidDeployment where that is not there or exports no `deployment`
 */
export async function readDeployment(environment: NodeJS.ProcessEnv): Promise<WrittenDeployment> {
  const named = environment['NETZDIALOG_DEPLOYMENT']
  if (!named) return { file: 'bin/deployment.ts', input: (await import('./deployment.ts')).deployment }
  const path = resolve(named)
  if (!existsSync(path))
    throw new InvalidDeployment(
      `NETZDIALOG_DEPLOYMENT is "${named}": there is no such file; correct or unset it`,
    )
  const module: Record<string, unknown> = await import(pathToFileURL(path).href)
  if (module['deployment'] === undefined)
    throw new InvalidDeployment(`${named}: exports no \`deployment\`; write it as bin/deployment.ts does`)
  return { file: named, input: module['deployment'] }
}
