import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { extname, join, resolve } from 'node:path'
import { Fault } from './errors.ts'

const app = join(import.meta.dirname, `../deploy-app${extname(import.meta.filename)}`)
const assembly = resolve('cdk.out')

/**
 * Runs the CDK command line on a stack of nothing but the layer, which is made before: so no shell reads a path.
 *
 * @param words for `cdk`: `deploy`, `diff`, `synth`, with its options
 * @throws Fault where CDK is not installed in the working directory
 */
export async function runCdk(words: readonly string[]): Promise<void> {
  const program = findCdk()
  const made = await run([app], { CDK_OUTDIR: assembly })
  process.exitCode =
    made === 0
      ? await run([program, ...words, '--app', assembly], { CDK_DISABLE_CLI_TELEMETRY: 'true' })
      : made
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
