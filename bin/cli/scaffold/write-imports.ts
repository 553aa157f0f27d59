export interface Import {
  /** `fc`, `* as z`, `{ a, type B }` name by name without the braces. */
  readonly names: readonly string[]
  /** Whether the names stood in braces. */
  readonly named: boolean
  readonly from: string
}

/** Characters, as biome.json has it. */
const maxLineLength = 110
const typeWord = /^type /

/** Each module once, Node.js's own first, packages before files: as the formatter has them. */
export function writeImports(imports: readonly Import[]): string {
  const modules = [...new Set(imports.map(({ from }) => from))].toSorted(
    (a, b) => rankOf(a) - rankOf(b) || (a < b ? -1 : 1),
  )
  const lines = modules.flatMap((module) => {
    const ofModule = imports.filter(({ from }) => from === module)
    const [named, whole] = [true, false].map((braces) => [
      ...new Set(ofModule.filter((each) => each.named === braces).flatMap(({ names }) => names)),
    ])
    return [
      ...(whole ?? []).map((name) => `import ${name} from '${module}'`),
      ...(named?.length ? [writeNamed(named, module)] : []),
    ]
  })
  return lines.join('\n')
}

function rankOf(module: string): number {
  if (module.startsWith('node:')) return 0
  return module.startsWith('.') ? 2 : 1
}

function writeNamed(names: readonly string[], module: string): string {
  const bare = (name: string) => name.replace(typeWord, '').toLowerCase()
  const sorted = names.toSorted((a, b) => (bare(a) < bare(b) ? -1 : 1))
  const areTypes = sorted.every((name) => name.startsWith('type '))
  const [head, list] = areTypes
    ? ['import type', sorted.map((name) => name.slice('type '.length))]
    : ['import', sorted]
  const line = `${head} { ${list.join(', ')} } from '${module}'`
  return line.length <= maxLineLength ? line : `${head} {\n  ${list.join(',\n  ')},\n} from '${module}'`
}
