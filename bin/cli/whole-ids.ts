import { WrongUse } from './errors.ts'

/**
 * Ids as they stand in full, where the beginning of one is enough to tell it from all others.
 *
 * @param known what there is; an id that begins none of them stays as it is given
 * @throws WrongUse where several begin so
 */
export function wholeIds(given: readonly string[], known: readonly string[]): string[] {
  const all = new Set(known)
  const meant = given.map((id) => {
    if (id === '' || all.has(id)) return id
    const [first, second] = [...all].filter((each) => each.startsWith(id))
    if (first !== undefined && second !== undefined)
      throw new WrongUse(`"${id}" begins several ids: give more of it`)
    return first ?? id
  })
  return [...new Set(meant)]
}
