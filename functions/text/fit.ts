import { characterEnd, codePointEnd, unitsWithin } from './character-end.ts'

/**
 * A text within a limit, for people. What is too long loses its end, never inside a character as a person sees it, and
 * ends with `mark`, before which a nearby word end is preferred.
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
  const kept = text.slice(0, nearWordEnd(text, characterEnd(text, most)))
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
/** Of a space that reaches beyond the room, its end too. */
const beyond = 256

/** The best place to cut: in the second half of the room, else as late as a character ends. */
function partEnd(text: string, room: number): number {
  const window = text.slice(0, room + beyond)
  const isPlace = (start: number, end: number) =>
    start > room / 2 &&
    start <= room &&
    end < window.length &&
    characterEnd(window, start) === start &&
    characterEnd(window, end) === end
  for (const end of ends) {
    const last = [...window.matchAll(end)].findLast(({ index, 0: space }) =>
      isPlace(index, index + space.length),
    )
    if (last) return last.index
  }
  const boundary = characterEnd(text, room)
  // One character alone may be longer than a part (hundreds of combining marks): the limit holds.
  return boundary > 0 ? boundary : codePointEnd(text, room)
}

/** How far back, as a share of what is kept, a word end may lie to be preferred. */
const nearness = 0.2
const whiteSpace = /\s/u
const lastSpace = /\s\S*$/u

function nearWordEnd(text: string, end: number): number {
  if (whiteSpace.test(text.charAt(end))) return end
  const from = Math.floor(end * (1 - nearness))
  const space = from + Math.max(0, text.slice(from, end).search(lastSpace))
  return space > from && characterEnd(text, space) === space ? space : end
}
