import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import type { AdapterKind } from './adapter-kinds.ts'
import type { AdapterNames } from './adapter-names.ts'

export interface NewFile {
  /** From the project's folder. */
  readonly path: string
  readonly text: string
}

const suffix = '.template'

/** The templates of a kind as they are; their folders are those of the project. */
export async function readTemplates(kind: AdapterKind): Promise<NewFile[]> {
  const folder = join(import.meta.dirname, kind)
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return Promise.all(
    files.toSorted().map(async (file) => ({
      path: relative(folder, file).slice(0, -suffix.length),
      text: await readFile(file, 'utf8'),
    })),
  )
}

/** `__name__`, `__identifier__`, `__title__` and `__eventId__` in paths and texts give way to what they stand for. */
export function fillTemplate({ path, text }: NewFile, names: AdapterNames): NewFile {
  return { path: fill(path, names), text: fill(text, names) }
}

function fill(text: string, names: AdapterNames): string {
  return Object.entries(names).reduce((filled, [key, value]) => filled.replaceAll(`__${key}__`, value), text)
}
