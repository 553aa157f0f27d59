/**
 * A function that dies of a message, as of a parser that never comes back: `HANDLER` is the real one, and
 * `FATAL_TEXT` what it dies of when it reads it.
 */
const { HANDLER = '', FATAL_TEXT = '' } = process.env
const parse = JSON.parse

JSON.parse = (text: string, ...rest: unknown[]) => {
  if (typeof text === 'string' && text.includes(FATAL_TEXT)) process.kill(process.pid, 'SIGKILL')
  return Reflect.apply(parse, JSON, [text, ...rest])
}

export const { handler } = await import(HANDLER)
