import { Command } from 'commander'
import { expect, it } from 'vitest'
import { registerEvents } from '../../../bin/cli/events/register-events.ts'
import { registerConnections } from '../../../bin/cli/register-connections.ts'
import { registerConsole } from '../../../bin/cli/register-console.ts'
import { registerNew } from '../../../bin/cli/register-new.ts'
import { registerOperations } from '../../../bin/cli/register-operations.ts'
import { registerProject } from '../../../bin/cli/register-project.ts'
import { refuseRepeats } from '../../../bin/cli/repeatable.ts'

type Parsed = Readonly<Record<string, unknown>>

/** A program whose commands keep what they were given. */
function openProgram() {
  const program = new Command('netzdialog').exitOverride().configureOutput({ writeErr: () => {} })
  for (const register of [
    registerConnections,
    registerConsole,
    registerEvents,
    registerNew,
    registerOperations,
    registerProject,
  ])
    register(program)
  refuseRepeats(program)
  return program
}

function leaves(command: Command): Command[] {
  return command.commands.length === 0 ? [command] : command.commands.flatMap(leaves)
}

function pathOf(command: Command): string[] {
  return command.parent ? [...pathOf(command.parent), command.name()] : []
}

async function parsed(...words: string[]): Promise<Parsed> {
  const program = openProgram()
  let options: Parsed = {}
  for (const each of leaves(program))
    each.action(() => {
      options = each.opts()
    })
  await program.parseAsync(words, { from: 'user' })
  return options
}

const valued = leaves(openProgram()).flatMap((command) =>
  command.options
    .filter(({ required, optional }) => required || optional)
    .map((option) => [pathOf(command).join(' '), option.long ?? '', command] as const),
)

it.each(valued)('%s %s takes effect whenever it is given, or is refused', async (path, flag, command) => {
  const named = command.registeredArguments.filter(({ required }) => required).map(() => 'x')
  const needed = command.options
    .filter(({ mandatory, long }) => mandatory && long !== flag)
    .flatMap(({ long = '' }) => [long ?? '', 'x'])
  const words = [...path.split(' '), ...named, ...needed, flag, 'one', flag, 'two']
  const options = await parsed(...words).catch((error: unknown) => error)
  if (options instanceof Error) expect(options.message).toBe(`${flag} stands there twice: give it once`)
  else expect(Object.values(options as Parsed)).toContainEqual(['one', 'two'])
})

it('takes names in a list, and a conversation with a comma in its id as one', async () => {
  expect(
    await parsed(
      'parked',
      'list',
      '--code',
      'a, b',
      '--code',
      'c',
      '--conversation',
      'mime:a,b',
      '--reason',
      'x, y',
    ),
  ).toEqual({ code: ['a', 'b', 'c'], conversation: ['mime:a,b'], reason: ['x, y'] })
})

it.each(['', ',', ' , '])('looks for nothing under the code "%s", not for everything', async (code) => {
  expect(await parsed('parked', 'retry', '--code', code)).toEqual({ code: [''] })
})
