import { errorCode } from '../../functions/core/errors.ts'
import { loadDeployment } from '../deployment-checks/load-deployment.ts'
import { NoSuchHost, PortForbidden, PortTaken } from '../local/listen.ts'
import { FunctionDied } from '../local/local-function.ts'
import { type LocalRun, startLocalRun } from '../local/local-run.ts'
import { WrongVariable } from '../local/ports.ts'
import { banner } from './banner.ts'
import { Fault, WrongUse } from './errors.ts'
import { openProgress } from './progress.ts'

/** Everything has ended by then, or is cut off. */
const lastMomentMs = 2000

/** Runs the layer until SIGINT or SIGTERM; a second one ends it at once. @throws Fault, WrongUse */
export async function start(): Promise<void> {
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
  const progress = openProgress()
  try {
    run = await startLocalRun({
      environment: process.env,
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
      odd.map(({ sentence }) => sentence),
    ),
  )
}

function explain(error: unknown): unknown {
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
