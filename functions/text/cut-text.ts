const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })
const mark = ' […]'
/** How far around the cut a character as a person sees it is looked for; longer ones are cut. */
const around = 64

/** A text of at most `max` UTF-16 code units. One that is cut ends with ` […]`, and never inside a character. */
export function cutText(text: string, max: number): string {
  if (text.length <= max) return text
  const room = max - mark.length
  const start = Math.max(0, wholeUnits(text, room - around))
  const found = graphemes.segment(text.slice(start, room + around)).containing(room - start)
  const end = found && found.index > 0 ? start + found.index : wholeUnits(text, room)
  return text.slice(0, end) + mark
}

/** The same place, or the one before, where it would part a surrogate pair. */
function wholeUnits(text: string, at: number): number {
  const unit = text.charCodeAt(at - 1)
  return unit >= 0xd800 && unit < 0xdc00 ? at - 1 : at
}
