let segmenter: Intl.Segmenter | undefined
/** Made when a text is first cut: its rules take 10 ms to load, and few texts are. */
const graphemes = () => {
  segmenter ??= new Intl.Segmenter('und', { granularity: 'grapheme' })
  return segmenter
}

/** What follows a place says whether a character ends there; texts may have megabytes, so no more is looked at. */
const beyond = 256

/** The last place at or before `units` (UTF-16) where a character as a person sees it ends. */
export function characterEnd(text: string, units: number): number {
  if (units <= 0) return 0
  const window = text.slice(0, units + beyond)
  return graphemes().segment(window).containing(units)?.index ?? window.length
}

/** The place `units`, or the one before, where it would part a surrogate pair. */
export function codePointEnd(text: string, units: number): number {
  const unit = text.charCodeAt(units - 1)
  return unit >= 0xd800 && unit < 0xdc00 ? units - 1 : units
}

/** How many UTF-16 code units of a text are within so many bytes of UTF-8, whole code points. */
export function unitsWithin(text: string, bytes: number): number {
  let units = 0
  let used = 0
  for (const character of text) {
    used += Buffer.byteLength(character)
    if (used > bytes) break
    units += character.length
  }
  return units
}
