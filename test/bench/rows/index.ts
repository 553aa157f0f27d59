import type { Row } from '../figure.ts'
import { consolePages } from './console.ts'
import { costs } from './costs.ts'
import { ingest } from './ingest.ts'
import { localRun } from './local-run.ts'
import { peers } from './peers.ts'
import { rounds } from './rounds.ts'
import { start } from './start.ts'
import { thousandComments } from './thousand-comments.ts'
import { wholeWay } from './whole-way.ts'
import { writeUnits } from './write-units.ts'

/** In the order in which they are printed. */
export const rows: readonly Row[] = [
  ingest,
  start,
  wholeWay,
  rounds,
  thousandComments,
  writeUnits,
  costs,
  consolePages,
  localRun,
  peers,
]
