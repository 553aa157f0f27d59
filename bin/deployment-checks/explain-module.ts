import { fileURLToPath } from 'node:url'

/** In a stack or above it: a file, not one of Node.js itself, and a line in it. */
const place = /((?:file:\/\/)?\/[^\s()]{1,1000}?\.[cm]?[jt]s):(\d{1,7})/
const missing = /^Cannot find (package|module) '([^']{1,1000})'/
/** The frames behind it are those of the loader. */
const maxStack = 4000

/**
 * Why a module cannot be loaded, where, and what to do: Node.js names neither the line in its message nor a remedy.
 *
 * @param path of the module
 */
export function explainModule(error: unknown, path: string): string {
  if (!(error instanceof Error)) return `it threw ${JSON.stringify(error) ?? String(error)}: correct that`
  const code = 'code' in error ? error.code : undefined
  const [, kind, name] = missing.exec(error.message) ?? []
  if (code === 'ERR_MODULE_NOT_FOUND' && kind === 'package')
    return `it imports the package "${name}", which is not installed here: run \`npm install\`, or correct the import`
  if (code === 'ERR_MODULE_NOT_FOUND' && kind === 'module')
    return `it imports ${name}, which is not there: correct the import`
  const where = placeOf(error, path)
  if (code === 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX')
    return `${where}${error.message}: write it without, since Node.js runs the file by leaving its types out`
  if (error instanceof SyntaxError)
    return `${where}${error.message}: correct it there, or a bracket, comma or quote before it`
  return `${where}it threw "${error.message}": correct what stands there`
}

function placeOf({ stack = '' }: Error, path: string): string {
  const [, found, line] = place.exec(stack.slice(0, maxStack)) ?? []
  if (found === undefined) return ''
  const file = found.startsWith('file:') ? fileURLToPath(found) : found
  return file === path ? `line ${line}: ` : `${file}, line ${line}: `
}
