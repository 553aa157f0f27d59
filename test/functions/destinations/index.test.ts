import { readdir } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { destinationAdapters } from '../../../functions/destinations/index.ts'

describe('the registry of destinations', () => {
  it('lists every folder beside it, and nothing else', async () => {
    const entries = await readdir(new URL('../../../functions/destinations/', import.meta.url), {
      withFileTypes: true,
    })
    const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
    expect(Object.keys(destinationAdapters).sort()).toEqual(folders.sort())
  })

  it.each(Object.entries(destinationAdapters))('loads %s under its own name', async (name, load) => {
    expect((await load()).name).toBe(name)
  })
})
