import type { RoutedEvent } from '../../../schemas/contact-event.ts'
import { sha256 } from '../../core/ids.ts'
import type { Fact } from '../../presentation/fact.ts'
import type { TicketAttempt, Written } from './ticket-system.ts'

/** Kinds whose notes hold words or files of a message that may be deleted later. */
const tellsAgain = new Set<RoutedEvent['kind']>(['message.edited', 'message.attachments_changed'])

/**
 * A line near the top of a note by which a system without fields of one's own finds it again: by the event, and by a
 * message of which it tells again.
 */
export function noteMarks(event: RoutedEvent): Fact {
  const mark = tellsAgain.has(event.kind) ? messageMark(event) : undefined
  return { label: 'Netzdialog', value: mark === undefined ? event.id : `${event.id} ${mark}` }
}

function messageMark({ message }: RoutedEvent): string | undefined {
  return message && `msg_${sha256(message.id).slice(0, 32)}`
}

/** A note as the system shows it. */
export interface FoundNote {
  readonly id: string
  /** Whatever holds its marks. */
  readonly text: string
}

type Notes<Found> = AsyncIterable<Found>

/** The note of an event. @param notes of the ticket */
export async function findMarked(
  ticket: string,
  notes: Notes<FoundNote>,
  event: Pick<RoutedEvent, 'id'>,
): Promise<Written | undefined> {
  for await (const { id, text } of notes) if (text.includes(event.id)) return { ticket, message: id }
  return undefined
}

/**
 * Blacks out the note that brought a message that is deleted, and the notes that tell of it again.
 *
 * @param notes of the ticket that has it, the newest first
 * @param message what the system calls the note that brought it
 * @param redact says whether the system did
 * @returns that note, once nothing of the message is left; else `not_redacted` is among the codes
 */
export async function redactMarked<Found extends FoundNote>(
  notes: Notes<Found>,
  message: string,
  { event, degraded }: Pick<TicketAttempt<unknown>, 'event' | 'degraded'>,
  redact: (note: Found) => Promise<boolean>,
): Promise<Found | undefined> {
  const mark = messageMark(event)
  const told: Found[] = []
  let original: Found | undefined
  for await (const note of notes) {
    if (note.id === message) original = note
    else if (mark !== undefined && note.text.includes(mark)) told.push(note)
    if (original) break
  }
  const outcomes: boolean[] = []
  for (const note of original ? [...told, original] : told) outcomes.push(await redact(note))
  if (original && !outcomes.includes(false)) return original
  degraded.add('not_redacted')
  return undefined
}
