/**
 * Prints what the adapters of a deployment say of themselves, as one line of JSON (`lib/adapter-facts.ts`): the
 * deployment comes as JSON on standard input, its own adapters are seen from the working directory.
 */
import { text } from 'node:stream/consumers'
import { checkDeployment, InvalidDeployment } from './check-deployment.ts'
import { findAdapterFacts } from './find-adapter-facts.ts'
import { openAdapters } from './open-adapters.ts'

const input: unknown = JSON.parse(await text(process.stdin))
try {
  const adapters = openAdapters(input, process.cwd())
  const deployment = await checkDeployment(input, adapters, 'Netzdialog')
  process.stdout.write(`\n${JSON.stringify(await findAdapterFacts(deployment, adapters))}\n`)
} catch (error) {
  if (!(error instanceof InvalidDeployment)) throw error
  console.error(error.message)
  process.exitCode = 1
}
