import type { Presentation } from '../../presentation/present-event.ts'
import { presentationHtml } from '../../presentation/presentation-html.ts'
import { presentationText, type ShownFile } from '../../presentation/presentation-text.ts'
import { shorten } from '../../text/fit.ts'

export type NoteFormat = 'html' | 'text'

/** What the body of a note may be. */
export interface NoteForm {
  /** The best first; the next is taken where it would be too long, and the last is cut. */
  readonly formats: readonly [NoteFormat, ...NoteFormat[]]
  readonly maxLength: number
  readonly unit?: 'utf16' | 'bytes'
  /** Left out where it holds all that can be sent. */
  readonly storable?: (text: string) => Stored
}

/** A text with what cannot be held written out, if anything. */
export interface Stored {
  readonly text: string
  readonly replaced: boolean
}

export interface FittedNote {
  readonly body: string
  readonly format: NoteFormat
  readonly shortened: boolean
  /** Whether characters had to be written out. */
  readonly replaced: boolean
}

/**
 * An event within the limits of a note. What is too long in every format keeps all that is ours, and the beginning of
 * its own words.
 *
 * @param mark ends words that were cut
 */
export function fitNote(
  presentation: Presentation,
  files: readonly ShownFile[],
  form: NoteForm,
  mark: string,
): FittedNote {
  const { formats, maxLength } = form
  for (const format of formats) {
    const whole = wholeNote(presentation, files, format, form)
    if (whole) return whole
  }
  // So many files that their list alone is too long are listed in the file that holds the whole.
  return beginningOf(presentation, files, form, mark) ?? beginningOf(presentation, [], form, mark) ?? stump()

  function stump(): FittedNote {
    const { text, replaced } = render({ ...presentation, text: '' }, [], 'text', form)
    const { text: body } = shorten(text, maxLength, { unit: form.unit ?? 'utf16', mark })
    return { body, format: 'text', shortened: true, replaced }
  }
}

/** An event in a format; `undefined` where it would be too long. */
export function wholeNote(
  presentation: Presentation,
  files: readonly ShownFile[],
  format: NoteFormat,
  form: NoteForm,
): FittedNote | undefined {
  const { text: body, replaced } = render(presentation, files, format, form)
  return sizeOf(body, form) <= form.maxLength ? { body, format, shortened: false, replaced } : undefined
}

/** A beginning shorter than this says nothing. */
const minBeginning = 500

function beginningOf(
  { html: _html, quoted: _quoted, signature: _signature, ...presentation }: Presentation,
  files: readonly ShownFile[],
  form: NoteForm,
  mark: string,
): FittedNote | undefined {
  const { formats, maxLength, unit = 'utf16' } = form
  const format = formats.at(-1) ?? formats[0]
  const around = sizeOf(render({ ...presentation, text: mark }, files, format, form).text, form)
  // Escaped and written-out text is longer, up to ten times.
  for (let room = maxLength - around; room >= minBeginning; room /= 2) {
    const { text } = shorten(presentation.text, Math.floor(room), { unit, mark: '' })
    const { text: body, replaced } = render({ ...presentation, text: text + mark }, files, format, form)
    if (sizeOf(body, form) <= maxLength) return { body, format, shortened: true, replaced }
  }
  return undefined
}

function render(
  presentation: Presentation,
  files: readonly ShownFile[],
  format: NoteFormat,
  { storable }: NoteForm,
): Stored {
  const text =
    format === 'html' ? presentationHtml(presentation, files) : presentationText(presentation, files)
  return storable?.(text) ?? { text, replaced: false }
}

function sizeOf(text: string, { unit }: NoteForm): number {
  return unit === 'bytes' ? Buffer.byteLength(text) : text.length
}
