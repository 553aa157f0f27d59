#!/usr/bin/env node
import { join, relative } from 'node:path'
import { Command, CommanderError } from 'commander'
import manifest from '../package.json' with { type: 'json' }
import { Fault, WrongUse } from './cli/errors.ts'
import { registerEvents } from './cli/events/register-events.ts'
import { programName } from './cli/program-name.ts'
import { registerCompletion } from './cli/register-completion.ts'
import { registerConnections } from './cli/register-connections.ts'
import { registerConsole } from './cli/register-console.ts'
import { registerNew } from './cli/register-new.ts'
import { registerOperations } from './cli/register-operations.ts'
import { registerProject } from './cli/register-project.ts'
import { refuseRepeats } from './cli/repeatable.ts'
import type { SendOptions } from './cli/send.ts'
import type { StartOptions } from './cli/start.ts'
import { UnusableAdapter } from './deployment-checks/unusable-adapter.ts'

/** Where a file of the package lies, seen from here. */
const place = (file: string) => relative(process.cwd(), join(import.meta.dirname, file))
const comment = place('samples/facebook/comment.json')

/** Examples call it as it is called here, so that they can be pasted. */
const called = (help: string) => help.replace(/^( {2}(?:PORT=\d+ )?)netzdialog /gm, `$1${programName()} `)

const program = new Command('netzdialog')
  .description(manifest.description)
  .version(manifest.version)
  .addHelpText(
    'after',
    `
Here it is called: ${programName()} <command>

Example:
  ${programName()} send --help`,
  )
  .configureOutput({ writeOut: (text) => process.stdout.write(called(text)) })
  .showHelpAfterError('Run it with --help to see how.')
  .exitOverride()

// Commands load what they need when they run: --help answers at once.
program
  .command('start')
  .description('run the whole layer on this machine, with a demo CRM')
  .option('--fresh', 'forget what the runs before have left')
  .addHelpText(
    'after',
    `
Environment:
  PORT                       the front door's port (8787)
  CRM_PORT                   the demo CRM's port (the one after)
  HOST                       the address to listen on (127.0.0.1)
  NETZDIALOG_STATE           the folder that keeps its state (.netzdialog), or "memory"
  NETZDIALOG_STAGE           which of the deployment’s stages is meant
  NETZDIALOG_DEPLOYMENT      the deployment's file (netzdialog.config.ts, else bin/deployment.ts)
  AWS_ENDPOINT_URL_SQS       use this instead of the emulator, and keep no state; likewise
  AWS_ENDPOINT_URL_DYNAMODB, AWS_ENDPOINT_URL_S3

Example:
  PORT=9000 netzdialog start`,
  )
  .action(async (options: StartOptions) => (await import('./cli/start.ts')).start(options))

program
  .command('normalize')
  .description('show what a payload would become; it needs no signature')
  .argument('<platform>', 'as in /webhooks/<platform>')
  .argument('[file...]', 'payloads; none or - for standard input')
  .addHelpText(
    'after',
    `
Prints one line of JSON a file: {"file", "events", "ignored", "quarantined"}.

Example:
  netzdialog normalize facebook ${comment}`,
  )
  .action(async (platform: string, files: string[]) =>
    (await import('./cli/normalize.ts')).normalize(platform, files),
  )

program
  .command('send')
  .description('sign a payload as the platform would, post it, print the answer')
  .argument('<platform>', 'as in /webhooks/<platform>')
  .argument('<file...>', 'payloads; - for standard input')
  .option('--url <url>', 'where to (default: the local run, http://localhost:$PORT/webhooks/<platform>)')
  .option('--new', 'with fresh ids and times: a new contact each time')
  .option('--secrets <file>', 'JSON with the secrets to sign with, instead of the local ones')
  .addHelpText(
    'after',
    `
SendGrid signs with a key pair of its own; the local one is ${place('local/senders/sendgrid-local-key.pem')}.

Example:
  netzdialog send --new facebook ${comment}`,
  )
  .action(async (platform: string, files: string[], options: SendOptions) =>
    (await import('./cli/send.ts')).send(platform, files, options),
  )

registerConnections(program)
registerConsole(program)
registerEvents(program)
registerOperations(program)
registerNew(program)
registerProject(program)
registerCompletion(program)
refuseRepeats(program)

// `netzdialog normalize … | head -1` closes the pipe early.
process.stdout.on('error', () => process.exit())

try {
  await program.parseAsync()
} catch (error) {
  process.exitCode = report(error)
}

/** 0 for help, 1 for a fault, 2 for wrong use. */
function report(error: unknown): number {
  if (error instanceof CommanderError) {
    // Commander has printed it already; asked for help, it ends with 0.
    return error.exitCode === 0 ? 0 : 2
  }
  if (error instanceof WrongUse) {
    console.error(`netzdialog: ${error.message}`)
    return 2
  }
  if (error instanceof Fault || error instanceof UnusableAdapter)
    console.error(`netzdialog: ${error.message}`)
  else console.error(error)
  return 1
}
