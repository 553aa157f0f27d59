import type { Command } from 'commander'
import type { EraseOptions } from './erase.ts'
import { registerParked } from './register-parked.ts'
import { registerQuarantine } from './register-quarantine.ts'
import { names, texts } from './repeatable.ts'
import type { ReplayOptions } from './replay.ts'
import { describeSite, withConsent, withSiteOptions } from './site-options.ts'
import type { SiteOptions } from './with-site.ts'

/** What operators do when something got stuck or lost. */
export function registerOperations(program: Command): void {
  registerParked(program)
  registerQuarantine(program)

  withSiteOptions(
    program
      .command('replay')
      .description('have events of the past sent to their destinations again, in their order')
      .requiredOption('--from <time>', 'received at or after: 2h, 2026-11-21, 2026-11-21T19:40Z')
      .option('--to <time>', 'received before', '0m')
      .option('--platform <name>', 'only this platform', names)
      .option('--destination <name>', 'only to this destination', names)
      .option('--conversation <id>', 'only this conversation', texts)
      .option('--kind <kind>', 'only this kind, e.g. message.created', names)
      .option('--dry-run', 'count and show, send nothing'),
  )
    .addHelpText(
      'after',
      `
A receiver that keeps the ids of the last 60 days recognises what it already has: the idempotency key stays.
${describeSite}
Example:
  netzdialog replay --from 2026-11-21T09:00 --to 2026-11-21T12:00 --destination crm --dry-run`,
    )
    .action(async (options: ReplayOptions) => (await import('./replay.ts')).replay(options))

  withConsent(
    withSiteOptions(
      program
        .command('erase')
        .description(
          'remove what is kept of a person’s words, name and addresses, and withhold what still waits',
        )
        .requiredOption('--id <id>', 'as `author.id` of the person’s events: of mails the address')
        .option('--scope <scope>', 'as their `author.scope`, e.g. facebook:4711 or twitter; mails have none')
        .option('--dry-run', 'count, and list the scopes of the id; remove nothing'),
    ),
  )
    .addHelpText(
      'after',
      `
It waits for a minute, until what is under way has come to its end.
What destinations already have they must erase themselves. What the person writes later is forwarded as ever.
${describeSite}
Example:
  netzdialog erase --scope facebook:4711 --id 991 --stack netzdialog --dry-run`,
    )
    .action(async (options: EraseOptions) => (await import('./erase.ts')).erase(options))

  withSiteOptions(
    program
      .command('status')
      .description('show queues, stopped destinations, and what is parked or in quarantine'),
  )
    .addHelpText('after', `${describeSite}\nExample:\n  netzdialog status --stack netzdialog`)
    .action(async (options: SiteOptions) => (await import('./status.ts')).status(options))

  withSiteOptions(
    program
      .command('probe')
      .description('say whether address, certificate and credentials of a destination are right')
      .argument('<destination>', 'as it is named in the deployment'),
  )
    .addHelpText(
      'after',
      `
It asks from this machine; a receiver that lets in certain addresses only may answer the functions otherwise.
${describeSite}
Example:
  netzdialog probe crm --stack netzdialog`,
    )
    .action(async (destination: string, options: SiteOptions) =>
      (await import('./probe.ts')).probe(destination, options),
    )
}
