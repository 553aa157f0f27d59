import { readFileSync } from 'node:fs'
import type { Machine } from '../report/machine.ts'
import type { FixedCounts } from './count-fixed.ts'
import type { Counts } from './count-scenario.ts'

/** What was counted when `docs/costs.md` was written. */
export interface RecordedCosts {
  readonly machine: Machine
  /** By the name of the scenario. */
  readonly counts: Readonly<Record<string, Counts>>
  /** By what is said of the deployment. */
  readonly fixed: Readonly<Record<string, FixedCounts>>
}

export const recordedCostsFile = new URL('recorded-costs.json', import.meta.url)

export function readRecordedCosts(): RecordedCosts {
  return JSON.parse(readFileSync(recordedCostsFile, 'utf8'))
}
