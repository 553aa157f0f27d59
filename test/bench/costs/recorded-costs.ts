import { readFileSync } from 'node:fs'
import type { Machine } from '../report/machine.ts'
import type { Counts } from './count-scenario.ts'

/** What was counted when `docs/costs.md` was written. */
export interface RecordedCosts {
  readonly machine: Machine
  /** By the name of the scenario. */
  readonly counts: Readonly<Record<string, Counts>>
}

export const recordedCostsFile = new URL('recorded-costs.json', import.meta.url)

export function readRecordedCosts(): RecordedCosts {
  return JSON.parse(readFileSync(recordedCostsFile, 'utf8'))
}
