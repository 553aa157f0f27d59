import { relative, resolve } from 'node:path'
import { errorCode } from '../../functions/core/errors.ts'
import { loadDeployment } from '../deployment-checks/load-deployment.ts'
import { areGiven } from '../local/emulators.ts'
import { NoSuchHost, PortForbidden, PortTaken } from '../local/listen.ts'
import { FunctionDied } from '../local/local-function.ts'
import { type LocalRun, startLocalRun } from '../local/local-run.ts'
import { WrongVariable } from '../local/ports.ts'
import { openStateFolder, type StateFolder, StateTaken, StateUnusable } from '../local/state-folder.ts'
import { banner } from './banner.ts'
import { Fault, WrongUse } from './errors.ts'
import { localTime } from './local-time.ts'
import { openProgress } from './progress.ts'

/** Everything has ended by then, or is cut off. */
const lastMomentMs = 2000

export interface StartOptions {
  /** Forgets what the runs before have left. */
  readonly fresh?: boolean
}

/** Runs the layer until SIGINT or SIGTERM; a second one ends it at once. @throws Fault, WrongUse */
export async function start({ fresh = false }: StartOptions = {}): Promise<void> {
  let run: LocalRun | undefined
  let ending = false
  const end = () => {
    // What has only half begun needs no order: the functions end with this process.
    if (ending || !run) process.exit()
    ending = true
    setTimeout(() => process.exit(), lastMomentMs)
    void run.stop().finally(() => process.exit())
  }
  process.on('SIGINT', end)
  process.on('SIGTERM', end)
  const loaded = await loadDeployment(process.env).catch((error: Error) => {
    throw new Fault(`the deployment cannot be used\n${error.message}`)
  })
  const state = openState(fresh)
  const progress = openProgress()
  try {
    run = await startLocalRun({
      environment: process.env,
      state,
      ...loaded,
      report: (sentence) => console.error(sentence),
      tell: progress.tell,
    })
  } catch (error) {
    throw explain(error)
  } finally {
    progress.end()
  }
  // The demo CRM stands in for an address that is nobody's, and there are no alarms here.
  const odd = loaded.warnings.filter(({ code }) => code === 'unnamed')
  console.log(
    await banner(
      run,
      tellState(state),
      odd.map(({ sentence }) => sentence),
    ),
  )
}

/** `NETZDIALOG_STATE` is a folder, or `memory`. @throws Fault where another run has it, or it cannot be used */
function openState(fresh: boolean): StateFolder | undefined {
  const { NETZDIALOG_STATE: place = '' } = process.env
  if (place === 'memory' || areGiven(process.env)) return undefined
  try {
    return openStateFolder(resolve(place || '.netzdialog'), { fresh, now: () => new Date() })
  } catch (error) {
    if (error instanceof StateTaken || error instanceof StateUnusable) throw new Fault(error.message)
    throw new Fault(
      `the state cannot be kept in ${resolve(place || '.netzdialog')} (${errorCode(error)}): name a folder that this user may write in NETZDIALOG_STATE, or NETZDIALOG_STATE=memory`,
    )
  }
}

function tellState(state: StateFolder | undefined): string {
  if (!state) return 'in memory: it ends with this run'
  const { path, since, isOld } = state
  const place = relative(process.cwd(), path) || '.'
  return isOld
    ? `as left in ${place} since ${localTime(since.toISOString())} (npm start -- --fresh begins anew)`
    : `new in ${place}, and there at the next start`
}

function explain(error: unknown): unknown {
  if (error instanceof StateUnusable) return new Fault(error.message)
  if (error instanceof WrongVariable || error instanceof PortForbidden) return new WrongUse(error.message)
  if (error instanceof NoSuchHost)
    return new WrongUse(`${error.message}: set HOST to one that it has, or unset it`)
  if (error instanceof PortTaken) {
    const variable = String(error.port) === process.env['CRM_PORT'] ? 'CRM_PORT' : 'PORT'
    // The port after is the other run's demo CRM, as like as not.
    const other = error.port + 10 > 65_535 ? 0 : error.port + 10
    return new Fault(
      `port ${error.port} is taken: end what listens there, or \`${variable}=${other} npm start\``,
    )
  }
  if (error instanceof FunctionDied)
    return new Fault('a function did not start: what it wrote above says why')
  const code = errorCode(error)
  if (unreachable.has(code))
    return new Fault(`an AWS_ENDPOINT_URL_… cannot be reached (${code}): start what it names, or unset it`)
  return error
}

const unreachable = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT'])
