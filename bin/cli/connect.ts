import type { ConnectionCheck } from '../../functions/contracts/platform-operator.ts'
import { mendConnection } from '../../functions/watch/mend-connection.ts'
import { type Consent, confirm, here, requireConsent } from './confirm.ts'
import {
  type ConnectionOptions,
  checkObject,
  describeCheck,
  isWrong,
  openConnections,
  requireLooked,
} from './connection.ts'
import { Fault } from './errors.ts'
import { note } from './note.ts'
import { print, printLines } from './print.ts'

export interface ConnectOptions extends ConnectionOptions, Consent {
  readonly dryRun?: boolean
}

/** Registers webhook and subscriptions at a platform: shows what it would do, asks, does it, and looks again. */
export async function connect(platform: string, options: ConnectOptions): Promise<void> {
  if (!options.dryRun) requireConsent(options, here, 'it changes what stands at the platform')
  const { connections } = await openConnections(options, platform)
  const [connection] = connections
  if (!connection) throw new Fault(`there is no connection to ${platform}`)
  const say = (sentence: string) => (options.json ? note(sentence) : print(sentence))
  const checks = options.dryRun
    ? await connection.check()
    : await mendConnection({
        check: connection.check,
        async agree(mends) {
          for (const { will } of mends) say(`It would ${will}.`)
          await confirm('Do it?', options)
        },
        tell: ({ will, failed }) => {
          if (failed === undefined) return say(`Done: ${will}.`)
          process.exitCode = 1
          say(`Not done: ${will}. ${failed}.`)
        },
      })
  requireLooked(platform, checks)
  if (options.dryRun) for (const { mend } of checks) if (mend) say(`It would ${mend.will}.`)
  if (checks.some(isWrong)) process.exitCode = 1
  const planned = (each: ConnectionCheck) =>
    options.dryRun && each.mend ? { outcome: 'would_mend' as const } : {}
  if (options.json) printLines(checks.map((each) => ({ ...checkObject(platform, each), ...planned(each) })))
  else print(checks.map(describeCheck).join('\n'))
}
