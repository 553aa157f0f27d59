import { posix } from 'node:path'
import type { NewFile } from './fill-templates.ts'
import { type Import, writeImports } from './write-imports.ts'

interface Module {
  readonly path: string
  readonly imports: readonly Import[]
  readonly body: string
}

const importLine = /^import (type )?([^'\n]{1,300}) from '([^'\n]{1,200})'\n/gm
const lazyImport = /\(\) => import\('(\.\/([\w-]{1,60})\.ts)'\)/g
const exportWord = /^export (?=(?:async |const |function |interface |type ))/gm

/**
 * Several modules as one: each after those that it imports, their imports of each other gone, the others together at
 * the head. What one of them imports lazily, by the name of its file, stands in the file, too.
 *
 * @param modules whose imports are a line each, and whose names differ
 * @param elsewhere where it imports from what lies at a path of the repository and is none of the modules
 * @param kept paths of those whose exports stay exports
 */
export function mergeModules(
  modules: readonly NewFile[],
  elsewhere: (path: string) => string,
  kept: readonly string[],
): string {
  const ordered = inOrder(modules.map(readModule))
  const merged = new Set(ordered.map(({ path }) => path))
  const imports = ordered.flatMap((module) =>
    module.imports.flatMap((each) => {
      const path = resolve(module, each.from)
      if (path === undefined) return [each]
      return merged.has(path) ? [] : [{ ...each, from: elsewhere(path) }]
    }),
  )
  const bodies = ordered.map(({ path, body }) => {
    const text = body.replace(lazyImport, 'async () => ({ $2 })')
    return (kept.includes(path) ? text : text.replace(exportWord, '')).trim()
  })
  return `${[writeImports(imports), ...bodies].join('\n\n')}\n`
}

function readModule({ path, text }: NewFile): Module {
  const imports = [...text.matchAll(importLine)].map(([, type, names = '', from = '']) => {
    const named = names.startsWith('{')
    const list = named ? names.slice(1, -1).split(',') : [names]
    return { names: list.map((name) => `${type ?? ''}${name.trim()}`), named, from }
  })
  return { path, imports, body: text.replace(importLine, '') }
}

function inOrder(modules: readonly Module[]): Module[] {
  const ordered = new Set<Module>()
  const add = (module: Module) => {
    const lazy = [...module.body.matchAll(lazyImport)].map(([, from = '']) => from)
    for (const from of [...module.imports.map((each) => each.from), ...lazy]) {
      const needed = modules.find(({ path }) => path === resolve(module, from))
      if (needed) add(needed)
    }
    ordered.add(module)
  }
  for (const module of modules) add(module)
  return [...ordered]
}

/** From the repository's folder; `undefined` for a package. */
function resolve({ path }: Module, from: string): string | undefined {
  return from.startsWith('.') ? posix.join(posix.dirname(path), from) : undefined
}
