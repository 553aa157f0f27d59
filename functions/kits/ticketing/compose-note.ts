import type { RoutedEvent } from '../../../schemas/contact-event.ts'
import type { AttachmentAccess } from '../../contracts/destination.ts'
import type { Fact } from '../../presentation/fact.ts'
import {
  type Presentation,
  type PresentationOptions,
  presentEvent,
} from '../../presentation/present-event.ts'
import { presentationText, type ShownFile } from '../../presentation/presentation-text.ts'
import { wordsOf } from '../../presentation/words/words-of.ts'
import { shorten } from '../../text/fit.ts'
import { type GatheredFile, type GatherOptions, gatherAttachments } from '../delivery/gather-attachments.ts'
import { fitNote, type NoteForm, type NoteFormat, type Stored, wholeNote } from './fit-note.ts'

/** What a system's notes can hold. */
export interface NoteLimits extends NoteForm {
  /** UTF-16 code units of a subject. */
  readonly maxSubject?: number
  readonly files: Omit<GatherOptions, 'language'>
  /** Lines beside the event's own, such as an id to be found again. */
  readonly facts?: (event: RoutedEvent) => readonly Fact[]
  /** False where a text that was cut cannot go as a file beside it. */
  readonly wholeAsFile?: boolean
}

/** What people read of an event, within a system's limits. */
export interface Note {
  /** One line. */
  readonly subject: string
  readonly body: string
  readonly format: NoteFormat
  /** The whole text, where the body is its beginning only. */
  readonly whole?: GatheredFile
  readonly attachments: readonly GatheredFile[]
  /** Both, the whole text first. */
  readonly files: readonly GatheredFile[]
  /** Codes: those of `gatherAttachments`, `text_shortened`, `characters_replaced`, `attachment_refused`. */
  readonly degraded: readonly string[]
  /** The body as HTML, for systems that take it beside text; `undefined` where it would be too long. */
  html(): string | undefined
  /** The same note, saying of these attachments that the system has not taken them. */
  without(refused: readonly GatheredFile[]): Note
}

/** An event as a note, with such of its attachments as the system can take. */
export async function composeNote(
  event: RoutedEvent,
  context: { readonly settings: PresentationOptions; readonly attachments: AttachmentAccess },
  limits: NoteLimits,
): Promise<Note> {
  const { language } = context.settings
  const presentation = presentEvent(event, context.settings)
  const gathered = await gatherAttachments(event, context, { ...limits.files, language })
  // A file without content is a missing parameter to many a system.
  const [files, empty] = [
    gathered.files.filter(holdsBytes),
    gathered.files.filter((file) => !holdsBytes(file)),
  ]
  const note = wordsOf(language).files.empty
  return noteOf(
    {
      presentation: { ...presentation, facts: [...presentation.facts, ...(limits.facts?.(event) ?? [])] },
      attachments: files.map((file) => ({ ...file, name: stored(file.name, limits).text })),
      shown: [...gathered.shown, ...empty.map(({ name }) => ({ name, note }))],
      degraded: gathered.degraded,
    },
    limits,
  )
}

interface NoteParts {
  readonly presentation: Presentation
  readonly attachments: readonly GatheredFile[]
  readonly shown: readonly ShownFile[]
  readonly degraded: readonly string[]
}

function noteOf(parts: NoteParts, limits: NoteLimits): Note {
  const { presentation, attachments, shown, degraded } = parts
  const { maxSubject = Number.POSITIVE_INFINITY, wholeAsFile = true } = limits
  const words = wordsOf(presentation.language)
  const subject = stored(presentation.subject, limits)
  const fitted = fitNote(presentation, shown, limits, wholeAsFile ? words.shortenedToFile : words.shortened)
  const whole = fitted.shortened && wholeAsFile ? [wholeText(presentation, shown)] : []
  return {
    subject: shorten(subject.text, maxSubject, { mark: '…' }).text,
    body: fitted.body,
    format: fitted.format,
    ...(whole[0] && { whole: whole[0] }),
    attachments,
    files: [...whole, ...attachments],
    degraded: [
      ...degraded,
      ...(subject.replaced || fitted.replaced ? ['characters_replaced'] : []),
      ...(fitted.shortened ? ['text_shortened'] : []),
    ],
    html: () => wholeNote(presentation, shown, 'html', limits)?.body,
    without: (refused) =>
      noteOf(
        {
          presentation,
          attachments: attachments.filter((file) => !refused.includes(file)),
          shown: [...shown, ...refused.map(({ name }) => ({ name, note: words.files.refused }))],
          degraded: [...degraded, 'attachment_refused'],
        },
        limits,
      ),
  }
}

function wholeText(presentation: Presentation, shown: readonly ShownFile[]): GatheredFile {
  return {
    name: wordsOf(presentation.language).files.wholeText,
    type: 'text/plain',
    bytes: Buffer.from(presentationText(presentation, shown)),
  }
}

function stored(text: string, { storable }: NoteLimits): Stored {
  return storable?.(text) ?? { text, replaced: false }
}

function holdsBytes({ bytes }: GatheredFile): boolean {
  return bytes.length > 0
}
