import type { Command } from 'commander'
import type { QuarantineOptions } from './quarantine.ts'
import { names } from './repeatable.ts'
import { describeSite, withConsent, withSiteOptions } from './site-options.ts'

const load = () => import('./quarantine.ts')

/** `netzdialog quarantine list|show|retry|drop` */
export function registerQuarantine(program: Command): void {
  const quarantine = program
    .command('quarantine')
    .description('see, read again or give up what was genuine and not understood')

  withFilters(quarantine.command('list').description('show what is in quarantine, and why'))
    .addHelpText(
      'after',
      `${describeSite}\nExample:\n  netzdialog quarantine list --platform facebook --from 1d`,
    )
    .action(async (options: QuarantineOptions) => (await load()).listQuarantined(options))

  withSiteOptions(
    quarantine
      .command('show')
      .description('show the note and the payload, the customer’s words included')
      .argument('<id>', 'as list shows it, or its beginning'),
  )
    .addHelpText(
      'after',
      `${describeSite}\nExample:\n  netzdialog quarantine show 1f0c6e2ab93d47859a2c77b4e01d4f6a`,
    )
    .action(async (id: string, options: QuarantineOptions) => (await load()).showQuarantined(id, options))

  withChoice(
    quarantine
      .command('retry')
      .description('read it with this version’s adapters and send on what they understand'),
  )
    .addHelpText(
      'after',
      `${describeSite}\nExample:\n  netzdialog quarantine retry --platform facebook --dry-run`,
    )
    .action(async (ids: string[], options: QuarantineOptions) => (await load()).retry(ids, options))

  withConsent(withChoice(quarantine.command('drop').description('give it up for good')))
    .addHelpText(
      'after',
      `${describeSite}\nExample:\n  netzdialog quarantine drop 1f0c6e2ab93d47859a2c77b4e01d4f6a`,
    )
    .action(async (ids: string[], options: QuarantineOptions) => (await load()).drop(ids, options))
}

function withChoice(command: Command): Command {
  return withFilters(command.argument('[id...]', 'as list shows them, or their beginnings'))
    .option('--all', 'everything in quarantine')
    .option('--dry-run', 'read, count and show, change nothing')
}

function withFilters(command: Command): Command {
  return withSiteOptions(
    command
      .option('--platform <name>', 'of this platform', names)
      .option('--from <time>', 'received at or after: 2h, 2026-11-21, 2026-11-21T19:40Z')
      .option('--to <time>', 'received before'),
  )
}
