import { type ConnectionOptions, checkObject, describeCheck, openConnections } from './connection.ts'
import { WrongUse } from './errors.ts'
import { note } from './note.ts'
import { print, printLines } from './print.ts'

/** Prints what webhooks hang on at each platform, and when it ends; changes nothing. Exit code 1 where something is wrong. */
export async function doctor(options: ConnectionOptions): Promise<void> {
  const { connections, without } = await openConnections(options)
  if (connections.length === 0)
    throw new WrongUse(
      `${options.credentials} names no platform that is enabled: it could be ${without.join(', ')}`,
    )
  for (const { platform, check } of connections) {
    const checks = await check()
    if (checks.some(({ ok }) => !ok)) process.exitCode = 1
    if (options.json) printLines(checks.map((each) => checkObject(platform, each)))
    else print([platform, ...checks.map((each) => `  ${describeCheck(each)}`)].join('\n'))
  }
  if (without.length > 0) note(`not looked at, for no credentials are given: ${without.join(', ')}`)
}
