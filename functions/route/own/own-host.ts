/**
 * The process that functions of one's own run in. Its arguments are `<name>=<file: URL>`; `own-process.ts` starts it,
 * and ends it when a function does not come back. It knows neither the environment of route nor its credentials.
 */
import { inspect } from 'node:util'
import { ownFunctionNames, ownFunctionOf } from '../../contracts/own-functions.ts'

type OwnFunction = (input: unknown) => unknown

/** Limit of what a function returns, in characters of JSON: more is not even handed over. */
const maxReturnLength = 20_000
/** Bytes of memory in all, beyond which this is the process's last call: buffers lie outside of the heap and its limit. */
const maxMemory = 256 * 2 ** 20

// A terminal's Ctrl-C reaches every process in front of it; only the parent decides when this one ends.
process.on('SIGINT', () => {})
process.on('SIGTERM', () => {})
process.on('disconnect', () => process.exit())

const functions = new Map<string, OwnFunction>()
for (const name of ownFunctionNames) {
  const given = process.argv.find((argument) => argument.startsWith(`${name}=`))
  const own = given && ownFunctionOf(await load(given.slice(name.length + 1)), name)
  if (own) functions.set(name, own)
}
process.on('message', (message) => void run(message))
process.send?.({ ready: true })

async function load(file: string): Promise<unknown> {
  try {
    return await import(file)
  } catch (error) {
    show(error)
    return undefined
  }
}

async function run(message: unknown): Promise<void> {
  const { id, name, input } = message as { id: number; name: string; input: unknown }
  const outcome = await outcomeOf(functions.get(name), input)
  const isLast = process.memoryUsage.rss() > maxMemory
  process.send?.({ id, ...outcome, ...(isLast && { isLast }) }, undefined, undefined, () => {})
}

async function outcomeOf(
  own: OwnFunction | undefined,
  input: unknown,
): Promise<{ failed: string } | { json: string | undefined }> {
  if (!own) return { failed: 'not_loaded' }
  try {
    const json = JSON.stringify(await own(input)) as string | undefined
    return json !== undefined && json.length > maxReturnLength ? { failed: 'too_large' } : { json }
  } catch (error) {
    show(error)
    return { failed: 'threw' }
  }
}

/** Read where the layer runs on its author's machine, and nowhere else. */
function show(error: unknown): void {
  process.stderr.write(`${inspect(error)}\n`)
}
