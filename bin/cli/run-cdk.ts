import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { extname, join, resolve } from 'node:path'
import { loadDeployment } from '../deployment-checks/load-deployment.ts'
import { Fault } from './errors.ts'

const app = join(import.meta.dirname, `../deploy-app${extname(import.meta.filename)}`)
const assembly = resolve('cdk.out')

/**
 * Runs the CDK command line on a stack of nothing but the layer, which is made before: so no shell reads a path.
 *
 * @param words for `cdk`: `deploy`, `diff`, `synth`, with its options
 * @throws Fault where CDK is not installed in the working directory, or what is deployed would send to an address of
 * the documents
 */
export async function runCdk(words: readonly string[]): Promise<void> {
  if (words[0] === 'deploy') await refusePlaceholders()
  const program = findCdk()
  const made = await run([app], { CDK_OUTDIR: assembly })
  process.exitCode =
    made === 0
      ? await run([program, ...words, '--app', assembly], { CDK_DISABLE_CLI_TELEMETRY: 'true' })
      : made
}

/** What is wrong otherwise the stack says itself. */
async function refusePlaceholders(): Promise<void> {
  const loaded = await loadDeployment(process.env).catch(() => undefined)
  const placeholders = loaded?.warnings.filter(({ code }) => code === 'placeholder') ?? []
  if (placeholders.length > 0)
    throw new Fault(['it is not deployed', ...placeholders.map(({ sentence }) => sentence)].join('\n'))
}

/** @returns its exit code */
async function run(words: readonly string[], environment: Readonly<Record<string, string>>): Promise<number> {
  const env = { ...process.env, ...environment }
  const [code] = await once(spawn(process.execPath, words, { env, stdio: 'inherit' }), 'exit')
  return typeof code === 'number' ? code : 1
}

function findCdk(): string {
  try {
    return createRequire(resolve('package.json')).resolve('aws-cdk/bin/cdk')
  } catch {
    throw new Fault(
      'the CDK is not installed here: run `npm install --save-dev aws-cdk aws-cdk-lib constructs`',
    )
  }
}
