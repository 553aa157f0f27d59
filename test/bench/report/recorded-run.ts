import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import type { Figure, Row } from '../figure.ts'
import { type Machine, thisMachine } from './machine.ts'

/** What a row came to when it was last measured. */
export interface RecordedRow {
  readonly machine: Machine
  readonly command: string
  readonly figures: readonly Figure[]
}

/** By the row's name. Of what the page is written; kept, so that a row can be measured again alone. */
export type RecordedRun = Readonly<Record<string, RecordedRow>>

const file = new URL('recorded-run.json', import.meta.url)

export function readRecordedRun(): RecordedRun {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
}

/** @returns all, the rows just measured in place of what was known of them */
export function recordRun(measured: readonly { row: Row; figures: readonly Figure[] }[]): RecordedRun {
  const machine = thisMachine()
  const fresh = measured.map(({ row, figures }) => [row.name, { machine, command: commandOf(row), figures }])
  const recorded: RecordedRun = { ...readRecordedRun(), ...Object.fromEntries(fresh) }
  writeFileSync(file, `${JSON.stringify(recorded, null, 2)}\n`)
  return recorded
}

function commandOf({ name }: Row): string {
  return `npm run bench -- --only ${name}`
}
