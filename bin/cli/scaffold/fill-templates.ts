import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import type { AdapterKind } from './adapter-kinds.ts'
import type { AdapterNames } from './adapter-names.ts'

export interface NewFile {
  /** From the project's folder. */
  readonly path: string
  readonly text: string
}

/** What templates call by its place. */
export interface AdapterPlaces {
  /** Where a destination's requests are made. */
  readonly system: string
  /** Where a platform's sender signs. */
  readonly sender: string
  /** How to fill an event. */
  readonly guide: string
}

const suffix = '.template'

/** The templates of a kind as they are; their folders are those of the repository. */
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

/** `__name__`, `__title__`, `__system__` and their like in paths and texts give way to what they stand for. */
export function fillTemplate({ path, text }: NewFile, words: AdapterNames & AdapterPlaces): NewFile {
  return { path: fill(path, words), text: fill(text, words) }
}

function fill(text: string, words: AdapterNames & AdapterPlaces): string {
  return Object.entries(words).reduce((filled, [key, value]) => filled.replaceAll(`__${key}__`, value), text)
}
