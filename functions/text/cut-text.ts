import { characterEnd, codePointEnd } from './character-end.ts'

const mark = ' […]'
/** How far before the cut a character as a person sees it may begin; longer ones are cut. */
const maxCharacter = 64

/**
 * A text of at most `max` UTF-16 code units, for an event: as much of it as fits. One that is cut ends with ` […]`, and
 * never inside a character.
 */
export function cutText(text: string, max: number): string {
  if (text.length <= max) return text
  const room = max - mark.length
  const end = characterEnd(text, room)
  return text.slice(0, end > room - maxCharacter ? end : codePointEnd(text, room)) + mark
}
