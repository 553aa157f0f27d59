import { existsSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { applyStage, NoStage, stagesOf } from '../../schemas/stages.ts'
import { InvalidDeployment } from './check-deployment.ts'
import { explainModule } from './explain-module.ts'

export interface WrittenDeployment {
  /** As an operator knows it, for what there is to say of it. */
  readonly file: string
  /** Where it lies: what the adapters in it are seen from. */
  readonly folder: string
  /** As it was written, unchecked, with the differences of the stage in it. */
  readonly input: unknown
  /** Those that it has, whichever was chosen. */
  readonly stages: readonly string[]
}

/** What a project of its own calls its deployment. */
export const configFile = 'netzdialog.config.ts'

const operators = join(import.meta.dirname, '../deployment.ts')

/**
 * What the operator wrote: the module that `NETZDIALOG_DEPLOYMENT` names, seen from the working directory, else
 * `netzdialog.config.ts` there, else `bin/deployment.ts` of the repository; of its stages the one that `NETZDIALOG_STAGE`
 * names.
 *
 * @throws InvalidDeployment where that is not there, cannot be read or exports no `deployment`
 */
export async function readDeployment(environment: NodeJS.ProcessEnv): Promise<WrittenDeployment> {
  const { NETZDIALOG_DEPLOYMENT: variable, NETZDIALOG_STAGE: stage } = environment
  const named = variable || (existsSync(configFile) ? configFile : undefined)
  if (named === undefined) {
    if (!existsSync(operators))
      throw new InvalidDeployment(
        `there is no ${configFile} in ${process.cwd()}: run this in the folder where it lies, or write one with \`netzdialog init <folder>\``,
      )
    const { deployment } = await load('bin/deployment.ts', operators, () => import('../deployment.ts'))
    return chosen({ file: 'bin/deployment.ts', folder: join(import.meta.dirname, '..') }, deployment, stage)
  }
  const path = resolve(named)
  if (!existsSync(path))
    throw new InvalidDeployment(
      `NETZDIALOG_DEPLOYMENT is "${named}": there is no such file; correct or unset it`,
    )
  if (!statSync(path).isFile())
    throw new InvalidDeployment(
      `NETZDIALOG_DEPLOYMENT is "${named}": that is a folder; name the file in it, such as ${join(named, configFile)}`,
    )
  const module = await load<Record<string, unknown>>(named, path, () => import(pathToFileURL(path).href))
  const input = module['deployment'] ?? module['default']
  if (input === undefined)
    throw new InvalidDeployment(
      `${named}: exports no deployment; write \`export default defineDeployment({ … })\``,
    )
  return chosen({ file: named, folder: dirname(path) }, input, stage)
}

function chosen(
  place: Pick<WrittenDeployment, 'file' | 'folder'>,
  written: unknown,
  stage: string | undefined,
): WrittenDeployment {
  try {
    const stages = stagesOf(written)
    const input = applyStage(written, stage || undefined)
    return { ...place, file: stage ? `${place.file} (stage ${stage})` : place.file, input, stages }
  } catch (error) {
    if (!(error instanceof NoStage)) throw error
    throw new InvalidDeployment(`${place.file}: ${error.message}`)
  }
}

/** What Node.js says of a wrong module names neither the file nor what it is for. */
async function load<Module>(file: string, path: string, run: () => Promise<Module>): Promise<Module> {
  const loading = Promise.withResolvers<Module>()
  // Node.js would end without a word where the module awaits what never comes.
  const giveUp = () =>
    loading.reject(new Error('it awaits something that never comes: take the `await` out that nothing ends'))
  process.once('beforeExit', giveUp)
  run().then(loading.resolve, (error: unknown) => loading.reject(new Error(explainModule(error, path))))
  try {
    return await loading.promise
  } catch (error) {
    throw new InvalidDeployment(`${file}: cannot be read: ${error instanceof Error ? error.message : error}`)
  } finally {
    process.off('beforeExit', giveUp)
  }
}
