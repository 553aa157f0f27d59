/** A word that is looked for, or several in quotes: as it is folded in each of the ways. */
export type SearchWord = readonly string[]

const marks = /\p{M}/gu
const space = /\s+/gu
const sharpS = /ß/gu
/** Decomposed: of `ä` the `a` and its two dots. */
const umlaut = /([aou])\u0308/gu
const quotes = /["„“”«»]/u
/** Of an id, from one mark to the next. */
const parts = /[\p{L}\p{N}]+/gu
/** Characters of a search; nobody types more. */
const maxSearch = 200
/** Characters of a part of an id, from which it may stand inside a longer one. */
const minInside = 4
/** Before a name, and seldom where it is written. */
const salutations: ReadonlySet<string> = new Set([
  'frau',
  'herr',
  'herrn',
  'mr',
  'mr.',
  'mrs',
  'mrs.',
  'ms',
  'ms.',
])

/** Without case and accents, so that `grun` finds Ms Grün, and as those write who have no umlauts, so that `gruen` does. */
function folded(text: string): SearchWord {
  const apart = text.normalize('NFKD').toLowerCase().replace(sharpS, 'ss')
  return [apart, apart.replace(umlaut, '$1e')].map((each) =>
    each.replace(marks, '').replace(space, ' ').trim(),
  )
}

/** The words that a search asks for, and what stands in quotes in it as one; a salutation is none beside a name. */
export function wordsOfSearch(text: string | undefined): SearchWord[] {
  const pieces = (text ?? '').slice(0, maxSearch).split(quotes)
  const words = pieces.flatMap((piece, index) => {
    // What follows a quote that is not closed is no phrase.
    const isQuoted = index % 2 === 1 && index < pieces.length - 1
    const each = piece.split(space).filter((word) => word !== '')
    return isQuoted ? [withoutSalutation(each).join(' ')] : each
  })
  const asked = words.map(folded).filter((forms) => forms.some((form) => form !== ''))
  const named = asked.filter(([word = '']) => !salutations.has(word))
  return named.length > 0 ? named : asked
}

function withoutSalutation(words: readonly string[]): readonly string[] {
  const [first = '', ...name] = words
  return name.length > 0 && salutations.has(first.toLowerCase()) ? name : words
}

/** Whether each word stands in one of the texts, or names one of the ids, whole or by a part that is long enough. */
export function findsAll(
  words: readonly SearchWord[],
  texts: readonly (string | undefined)[],
  ids: readonly (string | undefined)[],
): boolean {
  const said = texts.filter((each) => each !== undefined).map(folded)
  const haystacks = [0, 1].map((way) => said.map((forms) => forms[way] ?? '').join('\n'))
  const names = ids.filter((each) => each !== undefined).map((each) => folded(each)[0] ?? '')
  return words.every(
    (forms) =>
      forms.some((form, way) => haystacks[way]?.includes(form)) ||
      names.some((name) => isNamed(name, forms[0] ?? '')),
  )
}

/** A `1` stands in nearly every id, and names none by that. */
function isNamed(id: string, word: string): boolean {
  if (id === word || (word.length >= minInside && id.includes(word))) return true
  const named: readonly string[] = id.match(parts) ?? []
  return named.includes(word)
}
