import type { AdapterNames } from './adapter-names.ts'

/** Characters, as biome.json has it. */
const maxLineLength = 110
const lastLine = /^}$/m

/**
 * A registry with one more line: `forum: async () => (await import('./forum/index.ts')).forum,`
 *
 * @param module what the line imports, e.g. `./forum/index.ts`
 * @returns `undefined` where the text is no registry as it is written here
 */
export function addToRegistry(
  registry: string,
  { name, identifier }: AdapterNames,
  module: string,
): string | undefined {
  const end = registry.search(lastLine)
  if (end === -1 || registry.slice(end).trim() !== '}') return undefined
  const key = name === identifier ? name : `'${name}'`
  const [head, loading] = [`  ${key}: async () =>`, `(await import('${module}')).${identifier},`]
  const line = `${head} ${loading}`
  const lines = line.length <= maxLineLength ? line : `${head}\n    ${loading}`
  return `${registry.slice(0, end)}${lines}\n${registry.slice(end)}`
}
