import { readdirSync, readFileSync } from 'node:fs'
import { parseFragment } from 'parse5'
import { describe, expect, it } from 'vitest'
import type { Figure } from '../figure.ts'
import { rows } from '../rows/index.ts'
import { barChart } from './bar-chart.ts'
import { benchmarksPage, isMet } from './benchmarks-page.ts'
import { readRecordedRun } from './recorded-run.ts'

const docs = new URL('../../../docs/', import.meta.url)
const written = benchmarksPage(rows, readRecordedRun())

describe('docs/benchmarks.md', () => {
  it('says what was measured (npm run bench -- --write)', () => {
    expect(readFileSync(new URL('benchmarks.md', docs), 'utf8')).toBe(written.text)
  })

  it('shows the plots of what was measured, and no others', () => {
    const found = readdirSync(new URL('images/', docs)).filter((name) => name.startsWith('benchmark-'))
    expect(found.toSorted()).toEqual(Object.keys(written.images).toSorted())
    for (const [name, svg] of Object.entries(written.images))
      expect(readFileSync(new URL(`images/${name}`, docs), 'utf8'), name).toBe(svg)
  })
})

it.each([
  [4, '≤ 4', true],
  [4.1, '≤ 4', false],
  [6, '6', true],
  [110, '70 to 110 ms', true],
  [111, '70 to 110 ms', false],
  [250, '≥ 250 a second', true],
  [249, '≥ 250 a second', false],
  [1.2, '≤ 1.2 ×', true],
])('of %d with the aim "%s" the page says that it is met: %s', (value, aim, met) => {
  expect(isMet(value, aim)).toBe(met)
})

describe('a bar chart', () => {
  const figure = (what: string, value: number): Figure => ({ name: what, what, unit: '×', value })

  it('draws bars as long as their values', () => {
    const widths = [
      ...barChart('title', [figure('a', 1), figure('b', 2)]).matchAll(/<rect [^>]*width="([\d.]+)"/g),
    ]
    const [one, two] = widths.map(([, width]) => Number(width))
    expect(two).toBeCloseTo(2 * (one ?? 0), 0)
  })

  it('stays one picture whatever is said in it', () => {
    const svg = barChart('less < & more', [figure('</svg><script>', 0)])
    expect(svg).not.toContain('<script>')
    expect(parseFragment(svg).childNodes.filter(({ nodeName }) => nodeName === 'svg')).toHaveLength(1)
  })
})
