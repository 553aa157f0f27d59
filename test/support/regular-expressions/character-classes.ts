/** What an assertion can tell of the character before or behind it. */
export interface Context {
  readonly sort: 'newline' | 'word' | 'other' | 'edge'
  /** The look-behinds that this character satisfies, as they stand in the expression. */
  readonly behind: ReadonlySet<string>
}

const newline = /[\n\r\u2028\u2029]/
const word = /\w/
const ofSearch = /[gym]/g

/** What tells the expressions of a program apart: ASCII, Latin, punctuation, and some of everything else. */
const alphabet = [
  ...Array.from({ length: 0x250 }, (_, code) => String.fromCharCode(code)),
  ...Array.from({ length: 0x70 }, (_, code) => String.fromCharCode(0x2000 + code)),
  ...'\u0300\u0301\u0391\u03b1\u0430\u05d0\u061c\u0627\u0660\u0bb5\u115f\u1160\u1680\u180e\u212a\u2500\u2800',
  ...'\u3000\u3042\u3164\u4e2d\ufe0f\ufeff\ufff9\ufffd\uffa0\ufffe',
  '\ud800',
  '\udc00',
  ...'😀🚚𝒜\u{e0001}\u{1f1e9}',
]

/**
 * Puts characters that an expression does not tell apart into one class, and the classes into contexts.
 *
 * @param raws what consumes one character, as it stands in the expression
 * @param behind what look-behinds look for
 */
export function sortCharacters(
  raws: readonly string[],
  behind: readonly string[],
  { source, flags }: Pick<RegExp, 'source' | 'flags'>,
) {
  const bare = flags.replace(ofSearch, '')
  const names = [...new Set([...raws, ...behind])]
  const tests = names.map((raw) => new RegExp(`^${raw}$`, bare))
  const classes = new Map<string, { example: string; context: string; members: Set<string> }>()
  const contexts = new Map<string, Context>()
  for (const character of new Set([...alphabet, ...source])) {
    const members = new Set(names.filter((_, index) => tests[index]?.test(character)))
    const sort = newline.test(character) ? 'newline' : word.test(character) ? 'word' : 'other'
    const seen = behind.filter((raw) => members.has(raw))
    const context = JSON.stringify([sort, seen])
    if (!contexts.has(context)) contexts.set(context, { sort, behind: new Set(seen) })
    const key = JSON.stringify([context, [...members]])
    if (!classes.has(key)) classes.set(key, { example: character, context, members })
  }
  const all = [...classes.values()]
  return {
    contexts: [...contexts.values()],
    examples: all.map(({ example }) => example),
    /** One bit for each class of this context that `raw` takes; for every class where there is no `raw`. */
    charsOf(raw: string | undefined, context: Context): bigint {
      return all.reduce((chars, { members, ...each }, index) => {
        const isIn = contexts.get(each.context) === context && (raw === undefined || members.has(raw))
        return isIn ? chars | (1n << BigInt(index)) : chars
      }, 0n)
    },
  }
}
