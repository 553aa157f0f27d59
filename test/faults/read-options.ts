import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import * as z from 'zod'
import { type FaultName, faults } from './faults.ts'

export interface Options {
  readonly faults: readonly FaultName[]
  /** Over all faults. */
  readonly events: number
  readonly seed: number
  /** Faults at a time, each in a process of its own. */
  readonly jobs: number
}

/** What was asked for makes no sense; the message says what would. */
export class WrongOptions extends Error {}

const count = z.coerce.number().int().min(1)
const isFault = (name: string): name is FaultName => Object.hasOwn(faults, name)

/** @throws WrongOptions */
export function readOptions(args: readonly string[]): Options {
  const options = { events: 20_000, seed: 1, jobs: availableParallelism() }
  let values: { fault?: string[]; events?: string; seed?: string; jobs?: string }
  try {
    const string = { type: 'string' } as const
    values = parseArgs({
      args: [...args],
      options: { fault: { ...string, multiple: true }, events: string, seed: string, jobs: string },
    }).values
  } catch (error) {
    throw new WrongOptions(error instanceof Error ? error.message : String(error))
  }
  for (const name of ['events', 'seed', 'jobs'] as const) {
    if (values[name] === undefined) continue
    const number = count.safeParse(values[name])
    if (!number.success)
      throw new WrongOptions(`--${name} takes a whole number from 1, not "${values[name]}"`)
    options[name] = number.data
  }
  const named = values.fault ?? Object.keys(faults)
  const known = named.filter(isFault)
  const unknown = named.find((name) => !isFault(name))
  if (unknown !== undefined)
    throw new WrongOptions(`no fault "${unknown}" here, only: ${Object.keys(faults).join(', ')}`)
  return { ...options, faults: known, jobs: Math.min(options.jobs, known.length) }
}
