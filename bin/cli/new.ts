import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { registries } from '../deployment-checks/adapter-mistakes.ts'
import { configFile } from '../deployment-checks/read-deployment.ts'
import { addSuites } from './add-suites.ts'
import { WrongUse } from './errors.ts'
import { print } from './print.ts'
import type { AdapterKind } from './scaffold/adapter-kinds.ts'
import { nextSteps } from './scaffold/next-steps.ts'
import { ownNextSteps } from './scaffold/own-next-steps.ts'
import { type AdapterPlan, planAdapter } from './scaffold/plan-adapter.ts'
import { planOwnAdapter } from './scaffold/plan-own-adapter.ts'
import { writeAdapter } from './scaffold/write-adapter.ts'

const repository = join(import.meta.dirname, '../..')

export interface NewOptions {
  readonly dryRun?: boolean
  /** False leaves the packages of the contract suites to `npm install`. */
  readonly install: boolean
}

/**
 * Makes the files of a new adapter: in a project of one's own beside its deployment, in the repository in their places
 * and listed.
 *
 * @throws WrongUse for a name that cannot be taken, Fault where npm fails
 */
export async function newAdapter(kind: AdapterKind, name: string, options: NewOptions): Promise<void> {
  const config = existsSync(configFile) ? configFile : process.env['NETZDIALOG_DEPLOYMENT']
  const isRepository = existsSync(join(repository, 'functions/platforms/index.ts'))
  if (isRepository && !existsSync(configFile)) {
    const plan = await planAdapter(repository, kind, name)
    await carryOut(repository, plan, options)
    if (!options.dryRun && !('refused' in plan)) print(`\n${nextSteps(kind, plan.names)}`)
    return
  }
  if (!config)
    throw new WrongUse(
      `there is no ${configFile} in ${process.cwd()}: run this in the folder where it lies, or make one with \`netzdialog init <folder>\``,
    )
  const project = dirname(resolve(config))
  const plan = await planOwnAdapter(project, kind, name, Object.keys(registries[`${kind}s`]))
  await carryOut(project, plan, options)
  if (options.dryRun) return
  await addSuites(project, options)
  print(`\n${ownNextSteps(kind, name, config)}`)
}

async function carryOut(
  project: string,
  plan: AdapterPlan | { refused: string },
  { dryRun = false }: NewOptions,
): Promise<void> {
  if ('refused' in plan) throw new WrongUse(plan.refused)
  if (!dryRun) await writeAdapter(project, plan)
  const [written, changed] = dryRun ? ['would write', 'would change'] : ['wrote', 'changed']
  for (const { path } of plan.files) print(`${written} ${path}`)
  for (const { path } of plan.changes) print(`${changed} ${path}`)
}
