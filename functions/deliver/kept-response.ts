import type { RoutedEvent } from '../../schemas/contact-event.ts'
import { printableLine } from '../text/clean.ts'
import { cutText } from '../text/cut-text.ts'

/** UTF-16 code units: in the store it is 2 kB of a header at most, and an adapter of one's own may hand over more. */
const maxResponse = 200

/**
 * What may be kept of what the destination said to an event: one line. Nothing where the event's own words are withheld,
 * for the destination may know and quote them still.
 */
export function keptResponse(
  { message }: Pick<RoutedEvent, 'message'>,
  response: string | undefined,
): string | undefined {
  if (typeof response !== 'string' || message?.withheld !== undefined) return undefined
  const line = printableLine(response)
  return line === '' ? undefined : cutText(line, maxResponse)
}
