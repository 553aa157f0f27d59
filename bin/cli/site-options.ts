import type { Command } from 'commander'

/** Where the command acts, and how it answers. */
export function withSiteOptions(command: Command): Command {
  return command
    .option('--stack <name>', 'a deployed stack (default: the local run at $PORT)')
    .option('--json', 'answer for machines')
}

/** Of what cannot be undone. */
export function withConsent(command: Command): Command {
  return command.option('--yes', 'do it without being asked; scripts have to say so')
}

/** For the help of such commands. */
export const describeSite = `
With --stack it uses the AWS credentials and region of your environment; docs/operations.md lists the permissions.
`
