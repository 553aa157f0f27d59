import { describe, expect, it } from 'vitest'
import { platformAdapters } from '../../../functions/platforms/index.ts'

describe.each(Object.entries(platformAdapters))('the platform %s of the registry', (name, load) => {
  it('is the adapter of that name, with a label that an event has room for', async () => {
    const { name: own, label } = await load()
    expect(own).toBe(name)
    expect(label.length).toBeGreaterThan(0)
    expect(label.length).toBeLessThanOrEqual(60)
  })
})
