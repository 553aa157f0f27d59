import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { projectRoot, stages } from '../../lib/bundle-function.ts'
import { breakSource, type Replacement } from './broken-build.ts'

const copied = [
  'bin',
  'docs',
  'functions',
  'lib',
  'schemas',
  'test',
  'cdk.json',
  'package.json',
  'README.md',
  'tsconfig.json',
  'vitest.config.ts',
]

export interface ProjectCopy {
  readonly root: string
  remove(): void
}

/** A copy of the project with some changes, so that nothing of production has a switch for them. */
export function copyProject(...changes: readonly Replacement[]): ProjectCopy {
  const root = mkdtempSync(join(tmpdir(), 'netzdialog-broken-'))
  for (const name of copied) cpSync(join(projectRoot, name), join(root, name), { recursive: true })
  symlinkSync(join(projectRoot, 'node_modules'), join(root, 'node_modules'))
  for (const change of changes) {
    const file = join(root, change.file)
    writeFileSync(file, breakSource(change, readFileSync(file, 'utf8')))
  }
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) }
}

/** Bundles every stage as it would be with some changes: `<folder>/<stage>/index.mjs`. */
export async function bundleChanged(folder: string, ...changes: readonly Replacement[]): Promise<void> {
  const { root, remove } = copyProject(...changes)
  try {
    const recipe = pathToFileURL(join(root, 'lib/bundle-function.ts')).href
    const { bundleFunction }: typeof import('../../lib/bundle-function.ts') = await import(recipe)
    for (const stage of stages) bundleFunction(stage, join(folder, stage))
  } finally {
    remove()
  }
}
