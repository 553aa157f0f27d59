import { describe, expect, it } from 'vitest'
import { adapterNames } from '../../../../bin/cli/scaffold/adapter-names.ts'
import { addToRegistry } from '../../../../bin/cli/scaffold/add-to-registry.ts'

const registry = `export const adapters: Record<string, () => Promise<Adapter>> = {
  desk: async () => (await import('./desk/index.ts')).desk,
}
`

describe('addToRegistry', () => {
  it('puts the new adapter last', () => {
    expect(addToRegistry(registry, adapterNames('forum'), './forum/index.ts')).toBe(
      registry.replace(/}\n$/, "  forum: async () => (await import('./forum/index.ts')).forum,\n}\n"),
    )
  })

  it('quotes a name with dashes', () => {
    expect(addToRegistry(registry, adapterNames('a-2nd-desk'), './a-2nd-desk.ts')).toContain(
      "  'a-2nd-desk': async () => (await import('./a-2nd-desk.ts')).a2ndDesk,\n}\n",
    )
  })

  it.each([
    ['there is no list', 'export const adapters = []\n'],
    ['the list is not the last', `${registry}\nexport function more() {}\n`],
  ])('changes nothing where %s', (_, text) => {
    expect(addToRegistry(text, adapterNames('forum'), './forum/index.ts')).toBeUndefined()
  })
})
