import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'

/**
 * The options of one of the project's own programs. Asked for help, it ends with 0; called in a way that it does not
 * know, with 2, before it does anything.
 *
 * @param usage what it does and takes
 */
export function readArguments<const Options extends ParseArgsOptionsConfig>(usage: string, options: Options) {
  if (process.argv.slice(2).some((each) => each === '--help' || each === '-h')) {
    process.stdout.write(`${usage}\n`)
    process.exit(0)
  }
  try {
    return parseArgs({ options }).values
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n${usage}\n`)
    process.exit(2)
  }
}
