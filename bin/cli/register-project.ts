import type { Command } from 'commander'
import type { CheckOptions } from './check.ts'
import type { InitOptions } from './init.ts'
import { programName } from './program-name.ts'

/** What whoever owns a project does with it. */
export function registerProject(program: Command): void {
  program
    .command('init')
    .description('make a project of your own: three files for git, upgrades by npm update')
    .argument('<folder>', 'empty, or not there yet')
    .option('--no-install', 'leave the packages to npm install')
    .option('--from <archive>', 'a packed netzdialog in place of the registry’s')
    .addHelpText('after', `\nExample:\n  ${programName()} init dialog`)
    .action(async (folder: string, options: InitOptions) => (await import('./init.ts')).init(folder, options))

  program
    .command('check')
    .description('say whether the deployment, its adapters and their settings are right')
    .option('--stack <name>', 'ask a deployed stack, too, whether anything would be lost')
    .option('--settings', 'show the settings that each adapter takes, as tables of Markdown')
    .action(async (options: CheckOptions) => (await import('./check.ts')).check(options))

  for (const [name, description] of Object.entries(cdkCommands))
    program
      .command(name)
      .description(`${description}: runs cdk ${name}, with its options`)
      .argument('[options...]', `for cdk ${name}`)
      .allowUnknownOption()
      .action(async (options: string[]) => (await import('./run-cdk.ts')).runCdk([name, ...options]))
}

/** Commands of the CDK that run on a stack of nothing but the layer. */
export const cdkCommands = {
  synth: 'write the CloudFormation template',
  diff: 'show what a deployment would change',
  deploy: 'put the layer into an AWS account, unless a destination would be lost with events',
  destroy: 'take the layer out of it, unless its queues hold events',
}
