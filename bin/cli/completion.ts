import type { Command, Option } from 'commander'
import { kinds } from '../../schemas/contact-event.ts'
import { platformSenders } from '../local/senders/index.ts'
import { contactStates } from '../operations/contacts/contact-state.ts'

export const shells = ['bash', 'zsh', 'fish'] as const
export type Shell = (typeof shells)[number]

/** One command and what may stand behind it. */
export interface Completing {
  /** Its name behind the program's: `parked list`; empty for the program. */
  readonly path: string
  /** Whether its arguments are files. */
  readonly takesFiles: boolean
  readonly words: readonly { readonly word: string; readonly description: string }[]
  /** What an option takes, of those that take one of few; an empty list for any value. */
  readonly values: Readonly<Record<string, readonly string[]>>
}

/** What options and arguments take, by what they are called; nothing here is asked of a stack. */
const known: Readonly<Record<string, readonly string[]>> = {
  '--kind': kinds,
  '--state': contactStates,
}
const knownArguments: Readonly<Record<string, readonly string[]>> = {
  shell: shells,
  platform: Object.keys(platformSenders).toSorted(),
}

const fileArguments = new Set(['file', 'folder', 'options'])

/** The commands of a program, each with its subcommands, arguments and options, from commander's own tree. */
export function completings(command: Command, path = ''): Completing[] {
  const visible = command.createHelp()
  const options = visible.visibleOptions(command)
  const subcommands = visible.visibleCommands(command)
  const words = [
    ...subcommands.map((each) => ({ word: each.name(), description: each.description() })),
    ...command.registeredArguments.flatMap((each) =>
      (knownArguments[each.name()] ?? []).map((word) => ({ word, description: each.description })),
    ),
    ...options.flatMap((option) =>
      flagsOf(option).map((word) => ({ word, description: option.description ?? '' })),
    ),
  ]
  const values = options
    .filter(({ required, optional }) => required || optional)
    .flatMap((option) => flagsOf(option).map((flag) => [flag, known[flag] ?? []] as const))
  return [
    {
      path,
      takesFiles: command.registeredArguments.some((each) => fileArguments.has(each.name())),
      words,
      values: Object.fromEntries(values),
    },
    ...command.commands.flatMap((each) => completings(each, `${path} ${each.name()}`.trim())),
  ]
}

function flagsOf({ long, short }: Option): string[] {
  return [long, short].filter((each) => typeof each === 'string')
}

/** A script for a shell that completes `netzdialog`. */
export function completionScript(program: Command, shell: Shell): string {
  const name = program.name()
  const all = completings(program)
  if (shell === 'fish') return fishScript(name, all)
  return shell === 'bash' ? bashScript(name, all) : zshScript(name, all)
}

/** Walks along the words before the cursor: of bash and zsh alike. */
function walk(all: readonly Completing[]): string[] {
  const paths = all.filter(({ path }) => path !== '').map(({ path }) => quoted(path))
  return [
    `    next="\${path:+$path }$word"`,
    '    case "$next" in',
    `      ${paths.join('|')}) path="$next" ;;`,
    '    esac',
  ]
}

function cases(all: readonly Completing[]): string[] {
  return [
    '  case "$path $previous" in',
    ...all.flatMap(({ path, values }) =>
      Object.entries(values).map(
        ([flag, some]) => `    ${quoted(`${path} ${flag}`)}) words=${quoted(some.join(' '))} ;;`,
      ),
    ),
    '    *) case "$path" in',
    ...all.map(
      ({ path, words }) =>
        `      ${quoted(path)}) words=${quoted(words.map(({ word }) => word).join(' '))} ;;`,
    ),
    '    esac ;;',
    '  esac',
  ]
}

/** Files where nothing of its own fits: `-o default`. */
function bashScript(name: string, all: readonly Completing[]): string {
  return [
    `_${name}() {`,
    `  local word next path="" words="" current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}"`,
    `  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do`,
    ...walk(all),
    '  done',
    ...cases(all),
    '  COMPREPLY=($(compgen -W "$words" -- "$current"))',
    '}',
    `complete -o default -F _${name} ${name}`,
    '',
  ].join('\n')
}

function zshScript(name: string, all: readonly Completing[]): string {
  return [
    `#compdef ${name}`,
    `_${name}() {`,
    // `path` and `words` are zsh's own.
    `  local word next line="" some="" before="\${words[CURRENT-1]}"`,
    `  for word in "\${(@)words[2,CURRENT-1]}"; do`,
    ...walk(all).map(ofZsh),
    '  done',
    ...cases(all).map(ofZsh),
    `  compadd -- \${=some}`,
    '  _files',
    '}',
    `compdef _${name} ${name}`,
    '',
  ].join('\n')
}

function ofZsh(line: string): string {
  return line
    .replaceAll('$path', '$line')
    .replaceAll('{path:+', '{line:+')
    .replaceAll('path="$next"', 'line="$next"')
    .replaceAll('words=', 'some=')
    .replaceAll('$previous', '$before')
}

function fishScript(name: string, all: readonly Completing[]): string {
  const paths = all.filter(({ path }) => path !== '').map(({ path }) => quoted(path))
  return [
    `function __${name}_at`,
    '  set -l line',
    '  for word in (commandline -opc)[2..]',
    '    set -l next (string trim -- "$line $word")',
    `    contains -- $next ${paths.join(' ')}; and set line $next`,
    '  end',
    '  test "$line" = "$argv[1]"',
    'end',
    ...all.flatMap(({ path, takesFiles, words, values }) =>
      words.map(({ word, description }) => {
        const at = `complete -c ${name}${takesFiles ? '' : ' -f'} -n ${ofFish(`__${name}_at ${quoted(path)}`)}`
        const what = word.startsWith('--')
          ? `-l ${word.slice(2)}`
          : word.startsWith('-')
            ? `-s ${word.slice(1)}`
            : `-a ${word}`
        const some = values[word]
        const takes = some === undefined ? '' : some.length > 0 ? ` -x -a ${ofFish(some.join(' '))}` : ' -r'
        return `${at} ${what}${takes} -d ${ofFish(description)}`
      }),
    ),
    '',
  ].join('\n')
}

function quoted(text: string): string {
  return `"${text.replace(special, '\\$&')}"`
}

function ofFish(text: string): string {
  return `'${text.replace(specialOfFish, '\\$&')}'`
}

const specialOfFish = /['\\]/g
const special = /["$`\\]/g
