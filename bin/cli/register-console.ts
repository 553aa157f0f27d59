import type { Command } from 'commander'
import type { ConsoleOptions } from './console.ts'

/** The console of a deployed stack; the local run shows its own. */
export function registerConsole(program: Command): void {
  program
    .command('console')
    .description(
      'show a deployed stack in a browser on this machine: what needs somebody, every contact, figures',
    )
    .requiredOption('--stack <name>', 'the deployed stack')
    .option('--port <number>', 'where to listen, on 127.0.0.1 alone (default: any that is free)')
    .option('--write', 'let it send again, drop and erase; without it the console is read-only')
    .addHelpText(
      'after',
      `
It uses the AWS credentials and region of your environment, so IAM says who may look; nothing in the account is opened.
docs/operations.md lists the permissions. The local run shows the same: npm start.

Example:
  netzdialog console --stack netzdialog`,
    )
    .action(async (options: ConsoleOptions) => (await import('./console.ts')).console(options))
}
