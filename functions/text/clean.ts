/**
 * What outside words may bring along to look like something else: controls, and marks that turn the direction of what
 * follows or cannot be seen.
 */
const controls = /[^\P{Cc}\t\n]/gu
const turning = /[\u202a-\u202e\u2066-\u2069]/g
/** Without the joiners, which emoji and several scripts need. */
const invisible =
  /[\u00ad\u061c\u180e\u200b\u200e\u200f\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb\u115f\u1160\u2800\u3164\uffa0]/g
/** Controls, formats, halves of surrogate pairs, private and unassigned ones. */
const unprintable = /\p{C}/gu
const lineBreaks = /\r\n?|[\u0085\u2028\u2029]/g
const whiteSpace = /\s+/gu
/** Between two of which nothing was written. */
const gaps = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu

/** Line breaks are `\n`; no other control character but tabs, and no half of a surrogate pair. */
export function withoutControls(text: string): string {
  return text.toWellFormed().replace(lineBreaks, '\n').replace(controls, '')
}

/** For a block of its own: lines stay, and what Arabic or Hebrew needs; nothing that turns what comes after. */
export function manyLines(text: string): string {
  return withoutTurns(withoutControls(text)).trim()
}

/** For one line among ours: no line breaks, no controls, nothing invisible; `''` where nothing is left. */
export function oneLine(text: string): string {
  return withoutTurns(withoutControls(text)).replace(invisible, '').replace(whiteSpace, ' ').trim()
}

/** One line for programs, as a header's value: nothing that has no shape of its own, not even a joiner. */
export function printableLine(text: string): string {
  return oneLine(text).replace(unprintable, '').replace(whiteSpace, ' ').trim()
}

/**
 * One line for an event, which keeps what a person wrote: only controls and what turns text become a space, so that two
 * words stay two. `undefined` where nothing is left.
 */
export function receivedLine(text: string): string | undefined {
  return text.replace(gaps, ' ').trim() || undefined
}

/** The same for many lines. A byte order mark is none of the words. */
export function receivedText(text: string): string {
  return withoutControls(text).replaceAll('\ufeff', '')
}

/** Without what would make the text that follows run the other way. */
export function withoutTurns(text: string): string {
  return text.replace(turning, '')
}
