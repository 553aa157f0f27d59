import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { AdapterPlan } from './plan-adapter.ts'

/** Writes new files, then lists them in the registries; a file that has appeared meanwhile ends it. */
export async function writeAdapter(project: string, { files, changes }: AdapterPlan): Promise<void> {
  for (const { path, text } of files) {
    await mkdir(dirname(join(project, path)), { recursive: true })
    await writeFile(join(project, path), text, { flag: 'wx' })
  }
  for (const { path, text } of changes) await writeFile(join(project, path), text)
}
