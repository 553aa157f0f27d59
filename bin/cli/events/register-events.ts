import type { Command } from 'commander'
import { contactStates } from '../../operations/contacts/contact-state.ts'
import { names, texts } from '../repeatable.ts'
import { describeSite, withSiteOptions } from '../site-options.ts'
import type { SiteOptions } from '../with-site.ts'
import type { EventOptions } from './choose-events.ts'
import type { ListOptions } from './list-events.ts'

const shape = `
--json prints an object a line: {"id", "receivedAt", "routedAt", "platform", "kind", "conversationId", "state",
"deliveries": [{"destination", "state", "attempts", "reason", "ticket", "url", …}]}, times in UTC; with --words also
"told", of \`trace\` and \`events show\` also "timeline", of \`events show\` also "event".
`

/** `netzdialog events list|show|tail`, `netzdialog trace` */
export function registerEvents(program: Command): void {
  const events = program.command('events').description('see what came, and what became of it')

  withFilters(events.command('list').description('show events, newest first'))
    .option('--limit <count>', 'at most so many', '50')
    .option('--cursor <place>', 'go on where the page before ended, as it says')
    .addHelpText(
      'after',
      `${shape}${describeSite}\nExample:\n  netzdialog events list --state parked --destination crm --from 1d`,
    )
    .action(async (options: ListOptions) => (await import('./list-events.ts')).listEvents(options))

  withSiteOptions(
    events
      .command('show')
      .description('show what happened to an event, and the event whole, the customer’s words included')
      .argument('<id>', 'of the event'),
  )
    .addHelpText(
      'after',
      `${shape}${describeSite}\nExample:\n  netzdialog events show evt_6b1f0c9d2e7a48538f4c1b0a9d3e5f72`,
    )
    .action(async (id: string, options: SiteOptions) =>
      (await import('./show-event.ts')).showEvent(id, options),
    )

  withFilters(
    events
      .command('tail')
      .description('show events as they come, and again when they stand differently; Ctrl-C ends it'),
  )
    .addHelpText(
      'after',
      `
It begins with what comes from now on, with --from earlier; each event is followed for an hour.
${shape}${describeSite}
Example:
  netzdialog events tail --platform facebook --json`,
    )
    .action(async (options: EventOptions) => (await import('./tail-events.ts')).tailEvents(options))

  withSiteOptions(
    program
      .command('trace')
      .description('show what happened to an event, found by any id, without the customer’s words')
      .argument('<id>', 'of the event, the platform’s message, a mail (its Message-ID) or a ticket'),
  )
    .addHelpText(
      'after',
      `${shape}${describeSite}\nExample:\n  netzdialog trace '<20261121.9f3@kunde.example>'`,
    )
    .action(async (id: string, options: SiteOptions) => (await import('./trace.ts')).trace(id, options))
}

function withFilters(command: Command): Command {
  return withSiteOptions(
    command
      .option('--state <state>', `that stand so: ${contactStates.join(', ')}`, names)
      .option('--platform <name>', 'of this platform', names)
      .option('--destination <name>', 'for this destination, or parked by `route`', names)
      .option('--conversation <id>', 'of this conversation', texts)
      .option('--kind <kind>', 'of this kind, e.g. message.created', names)
      .option('--search <words>', 'with these words in a name, handle, address, id, subject, text or ticket')
      .option('--from <time>', 'received at or after: 2h, 2026-11-21, 2026-11-21T19:40Z (a day ago)')
      .option('--to <time>', 'received before')
      .option('--words', 'show names and the first words, too'),
  )
}
