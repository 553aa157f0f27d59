import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { WrongUse } from './errors.ts'
import { print } from './print.ts'
import type { AdapterKind } from './scaffold/adapter-kinds.ts'
import { nextSteps } from './scaffold/next-steps.ts'
import { planAdapter } from './scaffold/plan-adapter.ts'
import { writeAdapter } from './scaffold/write-adapter.ts'

const project = join(import.meta.dirname, '../..')

/** Makes the files of a new adapter and lists it. @throws WrongUse for a name that cannot be taken */
export async function newAdapter(kind: AdapterKind, name: string, { dryRun = false }): Promise<void> {
  if (!existsSync(join(project, 'functions/platforms/index.ts')))
    throw new WrongUse(
      'this writes into the repository of netzdialog, and here it is a package: begin with an example of docs/adapters.md in a file of your own, and name that in netzdialog.config.ts',
    )
  const plan = await planAdapter(project, kind, name)
  if ('refused' in plan) throw new WrongUse(plan.refused)
  if (!dryRun) await writeAdapter(project, plan)
  const [written, changed] = dryRun ? ['would write', 'would change'] : ['wrote', 'changed']
  for (const { path } of plan.files) print(`${written} ${path}`)
  for (const { path } of plan.changes) print(`${changed} ${path}`)
  if (!dryRun) print(`\n${nextSteps(kind, plan.names)}`)
}
