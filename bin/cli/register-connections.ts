import type { Command } from 'commander'
import type { ConnectOptions } from './connect.ts'
import type { ConnectionOptions } from './connection.ts'
import { describeSite, withConsent, withSiteOptions } from './site-options.ts'

const describeCredentials = `
The file has by platform what this takes there; nothing of it is kept:
  {"facebook": {"appId": "…", "pages": [{"id": "…", "token": "…"}]},
   "twitter": {"bearerToken": "…", "accounts": [{"id": "…", "token": "…"}]}}
App secret and verify token are read from the platform's secret. Mail takes nothing: MX records and the rules of
Amazon SES are looked at without. Without the file, a platform with connection.credentials is looked at with what its
secret <name>/connection/<platform> holds.
`

/** `netzdialog doctor`, `netzdialog connect` */
export function registerConnections(program: Command): void {
  withCredentials(
    program
      .command('doctor')
      .description(
        'say whether webhooks, subscriptions, tokens, MX and receipt rules stand, and for how long',
      ),
  )
    .addHelpText(
      'after',
      `${describeCredentials}${describeSite}\nExample:\n  netzdialog doctor --credentials operator.json --stack netzdialog`,
    )
    .action(async (options: ConnectionOptions) => (await import('./doctor.ts')).doctor(options))

  withConsent(
    withCredentials(
      program
        .command('connect')
        .description('register webhook and subscriptions at a platform, showing first what it would do')
        .argument('<platform>', 'facebook or twitter, or one of your own whose adapter can')
        .option('--dry-run', 'show what it would do, do nothing'),
    ),
  )
    .addHelpText(
      'after',
      `
What stands already is left alone: it can be run again at any time.
${describeCredentials}${describeSite}
Example:
  netzdialog connect facebook --credentials operator.json --stack netzdialog --dry-run`,
    )
    .action(async (platform: string, options: ConnectOptions) =>
      (await import('./connect.ts')).connect(platform, options),
    )
}

function withCredentials(command: Command): Command {
  return withSiteOptions(
    command
      .option(
        '--credentials <file>',
        'JSON with what the platforms ask for (default: what the stack’s secrets hold of it)',
      )
      .option('--url <url>', 'where the platform is to send (default: as the stack says)'),
  )
}
