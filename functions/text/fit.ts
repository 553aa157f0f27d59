const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })

/**
 * A text within a limit. What is too long loses its end, never inside a character as a person sees it, and ends with
 * `mark`, before which a nearby word end is preferred.
 *
 * @param limit in UTF-16 code units, or in bytes of UTF-8; a mark that is longer itself is left out
 */
export function shorten(
  text: string,
  limit: number,
  { unit = 'utf16', mark }: { unit?: 'utf16' | 'bytes'; mark: string },
): { text: string; shortened: boolean } {
  const size = (part: string) => (unit === 'bytes' ? Buffer.byteLength(part) : part.length)
  if (size(text) <= limit) return { text, shortened: false }
  const ending = size(mark) <= limit ? mark : ''
  const room = limit - size(ending)
  const most = unit === 'bytes' ? unitsWithin(text, room) : room
  const window = text.slice(0, most + beyond)
  const kept = text.slice(0, nearWordEnd(window, boundaryBefore(window, most)))
  return { text: kept.trimEnd() + ending, shortened: true }
}

/**
 * A text in parts of at most `limit` UTF-16 code units, cut at the ends of paragraphs, sentences or words where it can
 * be, each but a single one beginning with its number: `(2/3) `.
 *
 * @throws RangeError where the limit leaves no room beside the numbers
 */
export function splitText(text: string, limit: number): string[] {
  if (text.length <= limit) return [text]
  for (let digits = 1; ; digits++) {
    const room = limit - '(/) '.length - 2 * digits
    if (room < 2) throw new RangeError(`a limit of ${limit} is too small for parts with numbers: allow more`)
    const parts = cutInto(text, room)
    if (String(parts.length).length > digits) continue
    return parts.length === 1 ? parts : parts.map((part, index) => `(${index + 1}/${parts.length}) ${part}`)
  }
}

function cutInto(text: string, room: number): string[] {
  const parts: string[] = []
  let rest = text.trim()
  while (rest.length > room) {
    const end = partEnd(rest, room)
    parts.push(rest.slice(0, end).trimEnd())
    rest = rest.slice(end).trimStart()
  }
  if (rest !== '') parts.push(rest)
  return parts
}

const ends = [/\n(?:[^\S\n]*\n)+/gu, /(?<=[.!?…])\s+/gu, /\s+/gu]
/** What follows the room says whether it ends at a character's end; texts may have megabytes, so no more is looked at. */
const beyond = 256

/** The best place to cut: in the second half of the room, else as late as a character ends. */
function partEnd(text: string, room: number): number {
  const window = text.slice(0, room + beyond)
  const isPlace = (start: number, end: number) =>
    start > room / 2 &&
    start <= room &&
    end < window.length &&
    boundaryBefore(window, start) === start &&
    boundaryBefore(window, end) === end
  for (const end of ends) {
    const last = [...window.matchAll(end)].findLast(({ index, 0: space }) =>
      isPlace(index, index + space.length),
    )
    if (last) return last.index
  }
  const boundary = boundaryBefore(window, room)
  // One character alone may be longer than a part (hundreds of combining marks): the limit holds.
  return boundary > 0 ? boundary : wholeCodePoints(text, room)
}

/** How far back, as a share of what is kept, a word end may lie to be preferred. */
const nearness = 0.2
const whiteSpace = /\s/u
const lastSpace = /\s\S*$/u

function nearWordEnd(text: string, end: number): number {
  if (whiteSpace.test(text.charAt(end))) return end
  const from = Math.floor(end * (1 - nearness))
  const space = from + Math.max(0, text.slice(from, end).search(lastSpace))
  return space > from && boundaryBefore(text, space) === space ? space : end
}

/** The last place at or before `units` where a character as a person sees it ends. */
function boundaryBefore(text: string, units: number): number {
  if (units <= 0) return 0
  return graphemes.segment(text).containing(units)?.index ?? text.length
}

function wholeCodePoints(text: string, units: number): number {
  const splits = isHighSurrogate(text.charCodeAt(units - 1)) && units > 1
  return splits ? units - 1 : units
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00
}

function unitsWithin(text: string, bytes: number): number {
  let units = 0
  let used = 0
  for (const character of text) {
    used += Buffer.byteLength(character)
    if (used > bytes) break
    units += character.length
  }
  return units
}
