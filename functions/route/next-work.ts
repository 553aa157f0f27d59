import { isDeepStrictEqual } from 'node:util'
import type { RoutedEvent } from '../../schemas/contact-event.ts'
import type { Row } from '../core/ledger.ts'
import { answered, withMessage, withoutMessage } from './live-messages.ts'

export interface Change {
  /** Who gets the event: a ticket that nobody was told to open does not exist. */
  readonly destinations: readonly string[]
  /** The event's order group in `contacts`. */
  readonly group: string
  readonly at: Date
}

/** The ticket's row after an event; repeating it changes nothing. */
export function nextWork(
  row: Row<'work'> | undefined,
  event: RoutedEvent,
  { destinations, group, at }: Change,
): Row<'work'> | undefined {
  const next = counted(row, event, destinations)
  // What comes after a withdrawal must not go out before it.
  const isWithdrawn = event.work.effect === 'withdraw' && row?.changedBy !== event.id
  if (!isWithdrawn && isDeepStrictEqual(next, row)) return row
  return { ...next, changedBy: event.id, changedIn: group, changedAt: at.toISOString() }
}

function counted(
  row: Row<'work'> | undefined,
  { id, kind, message, work: { effect, reopen } }: RoutedEvent,
  destinations: readonly string[],
): Row<'work'> | undefined {
  const isWork = (effect === 'open' || (effect === 'append' && reopen)) && destinations.length > 0
  const opened = isWork ? { ...row, openedBy: row?.openedBy ?? id } : row
  // A mail that came back holds nothing that the customer could withdraw.
  if (kind === 'receipt.failed') return opened
  // Neither does a reaction, and no message that is deleted takes its ticket back.
  if (message === undefined) return isWork ? { ...opened, countless: true } : row
  if (kind === 'message.deleted') return withoutMessage(opened, message.id)
  if (kind !== 'message.created') return opened
  if (effect === 'answer') return answered(row)
  return isWork ? withMessage(opened ?? {}, message.id) : row
}
