import type { Command } from 'commander'
import { requireKnown } from './require-known.ts'

/** `netzdialog completion <shell>` */
export function registerCompletion(program: Command): void {
  program
    .command('completion')
    .description('print what lets a shell complete commands and options')
    .argument('<shell>', 'bash, zsh or fish')
    .addHelpText(
      'after',
      `
Put it where your shell reads it, and give the program a name that the shell completes:
  bash, in ~/.bashrc:                   source <(netzdialog completion bash)
  zsh, in ~/.zshrc, behind compinit:    source <(netzdialog completion zsh)
  fish, in ~/.config/fish/config.fish:  netzdialog completion fish | source

Example:
  netzdialog completion bash`,
    )
    .action(async (given: string) => {
      const { completionScript, shells } = await import('./completion.ts')
      requireKnown('the shell', given, shells)
      const shell = shells.find((each) => each === given)
      if (shell) process.stdout.write(completionScript(program, shell))
    })
}
