import type { Command } from 'commander'
import type { ParkedOptions } from './choose-parked.ts'
import { names, texts } from './repeatable.ts'
import { describeSite, withConsent, withSiteOptions } from './site-options.ts'

const load = () => import('./parked.ts')

/** `netzdialog parked list|show|retry|drop` */
export function registerParked(program: Command): void {
  const parked = program
    .command('parked')
    .description('see, send again or give up what was not delivered (dead letters)')

  withFilters(parked.command('list').description('show what is parked, newest first'))
    .option('--words', 'show names, the first words and what was answered, too')
    .addHelpText('after', `${describeSite}\nExample:\n  netzdialog parked list --destination crm --from 1d`)
    .action(async (options: ParkedOptions) => (await load()).listParked(options))

  withSiteOptions(
    parked
      .command('show')
      .description('show an event whole, the customer’s words included')
      .argument('<id>', 'of the event, or its beginning')
      .option('--destination <name>', 'where it is parked for several', names),
  )
    .addHelpText(
      'after',
      `${describeSite}\nExample:\n  netzdialog parked show evt_6b1f0c9d2e7a48538f4c1b0a9d3e5f72`,
    )
    .action(async (id: string, options: ParkedOptions) => (await load()).showParked(id, options))

  withChoice(parked.command('retry').description('send events again, in the order of their conversations'))
    .addHelpText(
      'after',
      `${describeSite}\nExample:\n  netzdialog parked retry --destination crm --status 422 --dry-run`,
    )
    .action(async (ids: string[], options: ParkedOptions) => (await load()).retry(ids, options))

  withConsent(withChoice(parked.command('drop').description('give events up for good')))
    .addHelpText(
      'after',
      `${describeSite}\nExample:\n  netzdialog parked drop evt_6b1f0c9d2e7a48538f4c1b0a9d3e5f72`,
    )
    .action(async (ids: string[], options: ParkedOptions) => (await load()).drop(ids, options))
}

function withChoice(command: Command): Command {
  return withFilters(command.argument('[id...]', 'of events, or their beginnings'))
    .option('--all', 'everything that is parked')
    .option('--dry-run', 'count and show, change nothing')
}

function withFilters(command: Command): Command {
  return withSiteOptions(
    command
      .option('--destination <name>', 'parked for this destination, or by `route`', names)
      .option('--platform <name>', 'of this platform', names)
      .option('--conversation <id>', 'of this conversation', texts)
      .option('--kind <kind>', 'of this kind, e.g. message.created', names)
      .option('--code <code>', 'parked with this code, e.g. refused, expired, unmatched', names)
      .option('--reason <sentence>', 'parked for this reason, whole as list shows it', texts)
      .option('--status <status>', 'that was answered with this status, e.g. 422', names)
      .option('--from <time>', 'last tried at or after: 2h, 2026-11-21, 2026-11-21T19:40Z')
      .option('--to <time>', 'last tried before'),
  )
}
