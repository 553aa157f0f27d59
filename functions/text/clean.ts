/**
 * What outside words may bring along to look like something else: controls, and marks that turn the direction of what
 * follows or cannot be seen. Joiners stay: emoji and several scripts need them.
 */
const controls = /[^\P{Cc}\t\n]/gu
const turning = /[\u202a-\u202e\u2066-\u2069]/g
const invisible =
  /[\u00ad\u061c\u180e\u200b\u200e\u200f\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb\u115f\u1160\u2800\u3164\uffa0]/g
const lineBreaks = /\r\n?|[\u0085\u2028\u2029]/g
const whiteSpace = /\s+/gu

/** For one line among ours: no line breaks, no controls, nothing invisible; `''` where nothing is left. */
export function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(lineBreaks, ' ')
    .replace(controls, '')
    .replace(turning, '')
    .replace(invisible, '')
    .replace(whiteSpace, ' ')
    .trim()
}

/** For a block of its own: lines stay, and what Arabic or Hebrew needs; nothing that turns what comes after. */
export function manyLines(text: string): string {
  return text.toWellFormed().replace(lineBreaks, '\n').replace(controls, '').replace(turning, '').trim()
}

/** Without what would make the text that follows run the other way. */
export function withoutTurns(text: string): string {
  return text.replace(turning, '')
}
