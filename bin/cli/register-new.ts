import type { Command } from 'commander'
import type { NewOptions } from './new.ts'
import type { AdapterKind } from './scaffold/adapter-kinds.ts'

const descriptions: Record<AdapterKind, string> = {
  destination: 'a CRM or ACD: how contacts get into it',
  platform: 'where contacts come from: how its webhooks are proven and read',
}
const examples: Record<AdapterKind, string> = { destination: 'servicenow', platform: 'instagram' }

/** `netzdialog new destination|platform <name>` */
export function registerNew(program: Command): void {
  const parent = program.command('new').description('begin an adapter of your own')
  for (const kind of ['destination', 'platform'] as const)
    parent
      .command(kind)
      .description(descriptions[kind])
      .argument('<name>', 'lower-case letters, digits and dashes')
      .option('--dry-run', 'show what would be written, write nothing')
      .option('--no-install', 'leave the packages of the contract suites to npm install')
      .addHelpText(
        'after',
        `
Writes a skeleton that compiles, with tests that say what to fill in: in a project of your own into adapters/, in
the repository into its places, and lists it there. Overwrites nothing.

Example:
  netzdialog new ${kind} ${examples[kind]}`,
      )
      .action(async (name: string, options: NewOptions) =>
        (await import('./new.ts')).newAdapter(kind, name, options),
      )
}
