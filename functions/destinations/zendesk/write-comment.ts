import type { RoutedEvent } from '../../../schemas/contact-event.ts'
import { sha256 } from '../../core/ids.ts'
import { type Presentation, presentEvent } from '../../presentation/present-event.ts'
import { presentationHtml } from '../../presentation/presentation-html.ts'
import { presentationText, type ShownFile } from '../../presentation/presentation-text.ts'
import { shorten } from '../../text/fit.ts'
import type { ZendeskSettings } from './settings.ts'

/** Characters of a comment, as HTML or as text. */
export const commentLimit = 65_535

export interface WrittenComment {
  readonly text: string
  /** Left out where it would be too long. */
  readonly html?: string
  /** The whole text, where the other had to be shortened. */
  readonly whole?: string
}

const shortenedMarks = {
  de: '\n\n… [gekürzt; der ganze Text hängt als Datei an]',
  en: '\n\n… [shortened; the whole text is attached as a file]',
}

/** What people read of an event. Its id stands near the top, where it is found however much of a comment is read. */
export function presentWithId(event: RoutedEvent, settings: ZendeskSettings): Presentation {
  const presentation = presentEvent(event, settings)
  const mark = tellsAgain.has(event.kind) ? messageMark(event) : undefined
  const value = mark === undefined ? event.id : `${event.id} ${mark}`
  return { ...presentation, facts: [...presentation.facts, { label: 'Netzdialog', value }] }
}

/** Kinds whose notes hold words or files of a message that may be deleted later. */
const tellsAgain = new Set<RoutedEvent['kind']>(['message.edited', 'message.attachments_changed'])

/** By which such notes are found again. */
export function messageMark({ message }: RoutedEvent): string | undefined {
  return message && `msg_${sha256(message.id).slice(0, 32)}`
}

/** A comment within Zendesk's limit: as HTML where that fits, else as text, else as the beginning of the text. */
export function writeComment(
  presentation: Presentation,
  files: readonly ShownFile[],
  mark = shortenedMarks[presentation.language],
): WrittenComment {
  const html = presentationHtml(presentation, files)
  const whole = presentationText(presentation, files)
  const { text, shortened } = shorten(whole, commentLimit, { mark })
  return { text, ...(html.length <= commentLimit && { html }), ...(shortened && { whole }) }
}
