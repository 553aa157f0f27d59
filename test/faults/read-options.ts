import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import * as z from 'zod'
import { brokenBuilds } from '../broken-builds/builds.ts'
import { type FaultName, faults } from './faults.ts'

export interface Options {
  readonly faults: readonly FaultName[]
  /** Names of broken builds that the fault run has to catch. */
  readonly builds: readonly string[]
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
const catchable = Object.entries(brokenBuilds).flatMap(([name, { fault }]) => (fault ? [name] : []))

/** @throws WrongOptions */
export function readOptions(args: readonly string[]): Options {
  const options = { events: 20_000, seed: 1, jobs: availableParallelism() }
  const values = parse(args)
  for (const name of ['events', 'seed', 'jobs'] as const) {
    if (values[name] === undefined) continue
    const number = count.safeParse(values[name])
    if (!number.success)
      throw new WrongOptions(`--${name} takes a whole number from 1, not "${values[name]}"`)
    options[name] = number.data
  }
  const { fault, build } = values
  const named = fault ?? (build ? [] : Object.keys(faults))
  const known = named.filter(isFault)
  const unknown = named.find((name) => !isFault(name))
  if (unknown !== undefined)
    throw new WrongOptions(`no fault "${unknown}" here, only: ${Object.keys(faults).join(', ')}`)
  const builds = build ?? (fault || values['without-builds'] ? [] : catchable)
  const missing = builds.find((name) => !catchable.includes(name))
  if (missing !== undefined)
    throw new WrongOptions(`no broken build "${missing}" for the fault run, only: ${catchable.join(', ')}`)
  return { ...options, faults: known, builds }
}

function parse(args: readonly string[]) {
  const string = { type: 'string' } as const
  const several = { ...string, multiple: true } as const
  try {
    return parseArgs({
      args: [...args],
      options: {
        fault: several,
        build: several,
        'without-builds': { type: 'boolean' },
        events: string,
        seed: string,
        jobs: string,
      },
    }).values
  } catch (error) {
    throw new WrongOptions(error instanceof Error ? error.message : String(error))
  }
}
