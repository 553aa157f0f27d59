import { type ConnectionOptions, checkObject, describeCheck, isWrong, openConnections } from './connection.ts'
import { note } from './note.ts'
import { print, printLines } from './print.ts'

/** Prints what webhooks hang on at each platform, and when it ends; changes nothing. Exit code 1 where something is wrong. */
export async function doctor(options: ConnectionOptions): Promise<void> {
  const { connections, without } = await openConnections(options)
  for (const { platform, check } of connections) {
    const checks = await check()
    if (checks.some(isWrong)) process.exitCode = 1
    if (options.json) printLines(checks.map((each) => checkObject(platform, each)))
    else print([platform, ...checks.map((each) => `  ${describeCheck(each)}`)].join('\n'))
  }
  if (without.length > 0) note(`not looked at, for there is nothing to ask: ${without.join(', ')}`)
}
