import type { RoutedEvent } from '../../../schemas/contact-event.ts'
import type { DeliveryContext } from '../../contracts/destination.ts'
import type { Note } from './compose-note.ts'

/** A ticket, as far as it decides what becomes of an event. */
export interface Ticket {
  readonly id: string
  /**
   * `closed`: it can be opened again. `final`: who writes again gets a ticket that follows it up; whether it takes what
   * asks for nothing, `append` says.
   */
  readonly state: 'open' | 'closed' | 'final'
  /** Idempotency key of the event that opened it, where the system keeps that. */
  readonly openedBy?: string | undefined
}

/** One attempt at an event. */
export interface TicketAttempt<Settings> {
  readonly event: RoutedEvent
  readonly context: DeliveryContext<Settings>
  /** Codes of what could not be done as it should; steps add theirs. */
  readonly degraded: Set<string>
  /** Grows with every step that the next attempt need not do again. */
  readonly progress: Record<string, string>
}

/**
 * What an event makes of a ticket's state besides a note; a system that has no such state leaves it. `reopen`: a person
 * has to act. `answered`: the company has spoken elsewhere. `withdrawn`: the customer has taken everything back.
 */
export type TicketChange = 'reopen' | 'answered' | 'withdrawn'

export interface Written {
  readonly ticket: string
  readonly message?: string | undefined
  /** It was there already. */
  readonly deduplicated?: boolean
}

/** A ticket system, for one attempt, which every member may end by throwing DeliveryEnded. */
export interface TicketSystem<Known extends Ticket = Ticket> {
  /** Where an agent opens it, if it tells. */
  url(ticket: string, message?: string): string | undefined
  /** @returns `undefined` where it is gone, for agents too */
  read(ticket: string): Promise<Known | undefined>
  /**
   * The ticket to add to among those of the event's work key: one that is not final before others, a newer before an
   * older.
   * What a search gives is proven: a filter that a system does not understand finds strangers' tickets.
   */
  find(): Promise<Known | undefined>
  /** @param follows a ticket of the same work key that takes no more */
  open(note: Note, follows?: string): Promise<Written>
  /** @returns `closed` or `gone` where the ticket has not taken the note and never will */
  append(ticket: Known, note: Note, change?: TicketChange): Promise<Written | 'closed' | 'gone'>
  /**
   * Blacks out what was delivered of a message that is deleted, in a system that can. Comes before the note that says
   * so, as it can be repeated, and in a ticket that takes no note, too.
   *
   * @param original which may be in a ticket that this one follows
   * @returns the ticket as `append` is to find it
   */
  redact?(ticket: Known, original: { readonly ticket: string; readonly message: string }): Promise<Known>
  /**
   * Looks for what an earlier attempt at the event has left, and finishes it.
   *
   * @param ticket that the event itself has opened; without one it looks everywhere
   */
  resume(ticket?: Known): Promise<Written | undefined>
}
