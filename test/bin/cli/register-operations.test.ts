import { readFileSync } from 'node:fs'
import { Command } from 'commander'
import { describe, expect, it } from 'vitest'
import { registerEvents } from '../../../bin/cli/events/register-events.ts'
import { registerOperations } from '../../../bin/cli/register-operations.ts'

const guide = readFileSync(new URL('../../../docs/operations.md', import.meta.url), 'utf8')

/** Every command that does something, by its whole name. */
function leaves(command: Command, name = ''): [string, Command][] {
  const own = `${name} ${command.name()}`.trim()
  return command.commands.length === 0
    ? [[own, command]]
    : command.commands.flatMap((each) => leaves(each, own))
}

function helpOf(command: Command): string {
  let help = ''
  command.configureOutput({ writeOut: (text) => (help += text) })
  command.outputHelp()
  return help
}

const program = new Command('netzdialog')
registerEvents(program)
registerOperations(program)
const commands = leaves(program)

describe('the operator’s commands', () => {
  it('are these', () => {
    expect(commands.map(([name]) => name.replace('netzdialog ', ''))).toEqual([
      'events list',
      'events show',
      'events tail',
      'trace',
      'parked list',
      'parked show',
      'parked retry',
      'parked drop',
      'quarantine list',
      'quarantine show',
      'quarantine retry',
      'quarantine drop',
      'replay',
      'erase',
      'status',
      'probe',
    ])
  })

  it.each(commands)('%s explains itself by an example, and works on a stack', (name, command) => {
    const help = helpOf(command)
    expect(help).toMatch(new RegExp(`Example:\n  ${name} ?`))
    expect(help).toContain('--stack <name>')
  })

  it.each(commands.filter(([name]) => /retry|drop|replay/.test(name)))(
    '%s can show first what it would do',
    (_name, command) => {
      expect(helpOf(command)).toContain('--dry-run')
    },
  )

  it.each(commands)('%s stands in the guide for operators', (name) => {
    const [, first = '', second = ''] = name.split(' ')
    expect(guide).toMatch(new RegExp(`\`${first}[^|]*${second}`))
  })
})
