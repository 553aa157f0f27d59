import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { completionScript, type Shell, shells } from '../../../bin/cli/completion.ts'
import { registerEvents } from '../../../bin/cli/events/register-events.ts'
import { registerCompletion } from '../../../bin/cli/register-completion.ts'
import { registerOperations } from '../../../bin/cli/register-operations.ts'
import { runCommand } from '../../support/run-command.ts'

const program = new Command('netzdialog')
registerEvents(program)
registerOperations(program)
registerCompletion(program)

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'netzdialog-completion-'))
  for (const shell of shells) writeFileSync(join(folder, shell), completionScript(program, shell))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** What each shell is asked to complete a line, the last word of which is begun. */
const asking: Record<Shell, (words: readonly string[]) => string[]> = {
  bash: (words) => [
    '--norc',
    '-c',
    `source "${folder}/bash"; COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}; _netzdialog; printf '%s\\n' "\${COMPREPLY[@]}"`,
  ],
  zsh: (words) => [
    '-f',
    '-c',
    // What of zsh's own system takes words is asked in its place: that needs a terminal.
    `compdef() { :; }; source "${folder}/zsh"; compadd() { shift; print -l -- $@; }; _files() { :; }; words=(${words.map((word) => `'${word}'`).join(' ')}); CURRENT=${words.length}; _netzdialog`,
  ],
  fish: (words) => ['--no-config', '-c', `source "${folder}/fish"; complete -C '${words.join(' ')}'`],
}

function complete(shell: Shell, ...words: string[]): string[] {
  const { stdout, stderr } = spawnSync(shell, asking[shell](['netzdialog', ...words]), {
    encoding: 'utf8',
    cwd: folder,
  })
  expect(stderr).toBe('')
  const begun = words.at(-1) ?? ''
  return stdout
    .split('\n')
    .map((line) => line.split('\t')[0] ?? '')
    .filter((word) => word !== '' && word.startsWith(begun))
}

for (const shell of shells) {
  const isThere = spawnSync(shell, ['--version']).error === undefined
  const title = isThere
    ? `the completion of ${shell}`
    : `the completion of ${shell} (there is no ${shell} here)`
  describe.skipIf(!isThere)(title, () => {
    it('completes commands, at once and one in another', () => {
      expect(complete(shell, 'ev')).toEqual(['events'])
      expect(complete(shell, 'parked', '')).toEqual(expect.arrayContaining(['drop', 'list', 'retry', 'show']))
      expect(complete(shell, 'parked', 're')).toEqual(['retry'])
    })

    it('completes options of the command that the line has, and of no other', () => {
      expect(complete(shell, 'parked', 'drop', '--y')).toEqual(['--yes'])
      expect(complete(shell, 'parked', 'list', '--y')).toEqual([])
      expect(complete(shell, 'replay', '--destination', 'crm', '--dr')).toEqual(['--dry-run'])
    })

    it('completes what an option takes one of', () => {
      expect(complete(shell, 'events', 'list', '--kind', 'message.d')).toEqual(['message.deleted'])
      expect(complete(shell, 'events', 'tail', '--state', 'pa')).toEqual(['parked'])
      expect(complete(shell, 'events', 'list', '--from', 'pa')).toEqual([])
    })

    it('completes what an argument is one of', () => {
      expect(complete(shell, 'completion', 'z')).toEqual(['zsh'])
    })
  })
}

describe('netzdialog completion', () => {
  it('knows each command there is', async () => {
    const { stdout, code } = await runCommand(['completion', 'bash'])
    expect(code).toBe(0)
    for (const command of ['start', 'send', 'new platform', 'events tail', 'deploy', 'trace'])
      expect(stdout).toContain(`"${command}"`)
  })

  it('names the shells there are', async () => {
    expect(await runCommand(['completion', 'ksh'])).toEqual({
      stdout: '',
      stderr: 'netzdialog: the shell takes one of bash, zsh, fish, not "ksh"\n',
      code: 2,
    })
  })
})
