import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import type { Figure, Row } from '../figure.ts'
import { benchmarksPage } from './benchmarks-page.ts'
import { recordRun } from './recorded-run.ts'

const docs = new URL('../../../docs/', import.meta.url)
const images = new URL('images/', docs)

/** Writes `docs/benchmarks.md` and its plots anew, with what was measured in place of what was known. */
export function writePage(
  rows: readonly Row[],
  measured: readonly { row: Row; figures: readonly Figure[] }[],
): void {
  const page = benchmarksPage(rows, recordRun(measured))
  for (const file of readdirSync(images)) if (file.startsWith('benchmark-')) rmSync(new URL(file, images))
  for (const [name, svg] of Object.entries(page.images)) writeFileSync(new URL(name, images), svg)
  writeFileSync(new URL('benchmarks.md', docs), page.text)
}
