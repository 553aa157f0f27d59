import { folded } from './lines.ts'

/** Says whether a line is one of the phrases, in which `…` stands for anything, if only for nothing. */
export function phraseMatcher(phrases: readonly string[]): (line: string) => boolean {
  const whole = new Set<string>()
  const open: [before: string, after: string][] = []
  for (const phrase of phrases.map(folded)) {
    const [before = '', after] = phrase.split('…')
    if (after === undefined) whole.add(before)
    else open.push([before.trim(), after.trim()])
  }
  return (line) => {
    const text = folded(line)
    return (
      whole.has(text) ||
      open.some(
        ([before, after]) =>
          text.startsWith(before) && text.endsWith(after) && text.length >= before.length + after.length,
      )
    )
  }
}
