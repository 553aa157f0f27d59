import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { extname, join, resolve } from 'node:path'
import { loadStage } from '../deployment-checks/load-deployment.ts'
import { checkEmpty, checkStack } from './check-stack.ts'
import { chosenStage } from './chosen-stage.ts'
import { Fault } from './errors.ts'

const app = join(import.meta.dirname, `../deploy-app${extname(import.meta.filename)}`)
const assembly = resolve('cdk.out')

/** Whether nothing would be lost by a command, as the stack that is there says. */
const checks: Readonly<Record<string, typeof checkStack>> = { deploy: checkStack, destroy: checkEmpty }

/**
 * Runs the CDK command line on a stack of nothing but the layer, which is made before: so no shell reads a path.
 *
 * @param words for `cdk`: `deploy`, `diff`, `synth`, `destroy`, with its options
 * @throws Fault where CDK is not installed in the working directory, where something would be lost, and where what is
 * deployed would send to an address of the documents
 */
export async function runCdk(words: readonly string[]): Promise<void> {
  const stage = chosenStage(words)
  if (stage) process.env['NETZDIALOG_STAGE'] = stage
  await checkBefore(words)
  const program = findCdk()
  const made = await run([app], { CDK_OUTDIR: assembly })
  process.exitCode =
    made === 0
      ? await run([program, ...words, '--app', assembly], { CDK_DISABLE_CLI_TELEMETRY: 'true' })
      : made
}

async function checkBefore(words: readonly string[]): Promise<void> {
  const check = checks[words[0] ?? '']
  if (!check) return
  const written = await loadStage(process.env).catch((error: Error) => {
    throw new Fault(error.message)
  })
  const placeholders = written.warnings.filter(({ code }) => code === 'placeholder')
  if (words[0] === 'deploy' && placeholders.length > 0)
    throw new Fault(['it is not deployed', ...placeholders.map(({ sentence }) => sentence)].join('\n'))
  // The stack is asked as whom the CDK will act.
  const at = words.indexOf('--profile')
  const profile = at < 0 ? words.find((word) => word.startsWith('--profile='))?.slice(10) : words[at + 1]
  if (profile) process.env['AWS_PROFILE'] = profile
  await check(written.deployment.name, written)
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
