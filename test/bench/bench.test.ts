import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeThorough } from '../support/thorough.ts'
import { rows } from './rows/index.ts'
import { type Bundles, openBundles } from './stand/bundles.ts'

describeThorough('each row of the benchmark', () => {
  let bundles: Bundles
  beforeAll(() => {
    bundles = openBundles()
  })
  afterAll(() => bundles.remove())

  it.each(rows.filter(({ long }) => !long))('$name comes to figures', { timeout: 300_000 }, async (row) => {
    const figures = await row.measure({ bundles, quick: true })
    expect(figures.length).toBeGreaterThan(0)
    for (const { name, value } of figures) expect(Number.isFinite(value), name).toBe(true)
    expect(new Set(figures.map(({ name }) => name)).size).toBe(figures.length)
  })
})
